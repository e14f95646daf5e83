//! What a step knows of the world: the time and its zone, the rule parameters in force, and who works here.
use crate::organisation::{Organisation, Workplace};
use crate::parameter::Parameters;
use crate::time::Timestamp;
use crate::timer::{At, UTC};
use jiff::tz::TimeZone;

/// When a step happens, which rule parameters are in force then, and who works here: all that it knows of the world.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The time.
    pub now: Timestamp,
    /// The parameters in force.
    pub parameters: &'a Parameters,
    /// The organisation as it is, for a process of that tenant.
    pub organisation: Workplace<'a>,
    /// The zone of times that name none.
    pub zone: &'a TimeZone,
    /// The tenant that the process belongs to, where there are tenants.
    pub tenant: Option<&'a str>,
}

impl From<Timestamp> for Moment<'_> {
    fn from(now: Timestamp) -> Self {
        Moment {
            now,
            parameters: Parameters::NONE,
            organisation: Organisation::NOBODY.into(),
            zone: &UTC,
            tenant: None,
        }
    }
}

impl<'a> From<At<'a>> for Moment<'a> {
    fn from(at: At<'a>) -> Self {
        Moment { zone: at.zone, ..Moment::from(at.now) }
    }
}

impl<'a> Moment<'a> {
    /// The same for a process of this tenant.
    #[must_use]
    pub fn of_tenant(self, tenant: Option<&'a str>) -> Moment<'a> {
        Moment { tenant, ..self }
    }

    /// The time, with its zone.
    pub fn at(self) -> At<'a> {
        At { now: self.now, zone: self.zone }
    }
}

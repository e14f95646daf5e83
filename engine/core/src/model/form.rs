//! What a user task or a start event says about its form, as written.
use super::Text;

/// The attributes beside the fields that a model may describe itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormUse {
    /// `weir:formKey`: a form, deployed or kept by somebody else.
    pub key: Option<Text>,
    /// `weir:formId`: a deployed form.
    pub id: Option<Text>,
    /// `weir:formBinding`: `latest`, `deployment`, `version` or `versionTag`.
    pub binding: Option<Text>,
    /// `weir:formVersion`: a number.
    pub version: Option<Text>,
    /// `weir:formVersionTag`.
    pub version_tag: Option<Text>,
    /// `weir:fieldPermissions`.
    pub permissions: Option<Text>,
}

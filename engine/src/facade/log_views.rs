//! Logs of processes that ran elsewhere, looked at by the views of our own histories. Nothing of them is kept.
use super::Engine;
use crate::api::{LogFormat, LogNorm, LogViews, MapSliders};
use crate::mining::{read_log, views};
use crate::shell::Running;
use crate::{Error, LOG_VIEWS_MS_MAX};
use std::time::Instant;
use weir_mining::log::paired;

impl Engine {
    /// Reads a log, and makes all views of it; held against a norm where one is named.
    pub async fn view_log(
        &self,
        bytes: Vec<u8>,
        format: LogFormat,
        sliders: MapSliders,
        norm: Option<LogNorm>,
    ) -> Result<LogViews, Error> {
        super::mining::slid(sliders)?;
        // A log may take a while and a lot of memory: one after the other, with those that models are drafted of.
        let turn = self.shell().discovering.lock().await;
        let shell = self.shell().clone();
        let made = super::analytics::apart(move || {
            let file = read_log(&bytes, &format, paired)?;
            let began = Instant::now();
            let mut go_on = || {
                let closing = matches!(shell.condition(), Running::Closing | Running::Stopped(_));
                !closing && began.elapsed().as_millis() <= u128::from(LOG_VIEWS_MS_MAX)
            };
            views(&file, sliders, norm.as_ref(), &mut go_on)
        });
        let made = made.await?;
        drop(turn);
        made
    }
}

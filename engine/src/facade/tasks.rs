//! User tasks: find, claim, complete.
use super::Engine;
use crate::api::{CompleteUserTask, Page, Paging, UserTask, UserTaskFilter, WaitAddress};
use crate::{Context, Error};

impl Engine {
    /// Open tasks, oldest instance first.
    pub async fn user_tasks(&self, filter: &UserTaskFilter, page: &Paging) -> Result<Page<UserTask>, Error> {
        todo!()
    }

    /// One open task.
    pub async fn user_task(&self, id: WaitAddress) -> Result<UserTask, Error> {
        todo!()
    }

    /// The actor takes a task.
    pub async fn claim_user_task(&self, by: Context, id: WaitAddress) -> Result<(), Error> {
        todo!()
    }

    /// The actor puts a task back.
    pub async fn unclaim_user_task(&self, by: Context, id: WaitAddress) -> Result<(), Error> {
        todo!()
    }

    /// The actor has done a task.
    pub async fn complete_user_task(&self, by: Context, id: WaitAddress, done: CompleteUserTask) -> Result<(), Error> {
        todo!()
    }
}

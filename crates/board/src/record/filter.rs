use jiannuo_domain::{id::MemberId, standing::Status};

/// Pledges on one page of a board: about 25 phone screens of rows and 20 kB compressed.
pub const PLEDGES_A_PAGE: usize = 50;

/// Which of the pledges are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardFilter {
    /// With this status only.
    pub status: Option<Status>,
    /// Which page of them, from 1.
    pub page: usize,
    /// Of this member only.
    pub member: Option<MemberId>,
}

impl Default for BoardFilter {
    fn default() -> Self {
        Self { status: None, page: 1, member: None }
    }
}

impl BoardFilter {
    /// What the question of an address asks for; what it does not understand it leaves out.
    pub fn from_query(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "status" => filter.status = Status::from_code(value),
                "page" => filter.page = value.parse().unwrap_or(1),
                "member" => filter.member = value.parse().ok(),
                _ => {}
            }
        }
        filter
    }

    /// The question that asks for it, without a question mark; empty for the whole board's first page.
    pub fn to_query(&self) -> String {
        let status = self.status.map(|status| format!("status={}", status.code()));
        let member = self.member.map(|member| format!("member={member}"));
        let page = (self.page > 1).then(|| format!("page={}", self.page));
        [status, member, page].into_iter().flatten().collect::<Vec<_>>().join("&")
    }
}

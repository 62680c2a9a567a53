use crate::{
    components::{byline::Byline, pledge_row::PledgeRow, said::Passage},
    time::{Day, Moment},
};

/// A post of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its identity, to link to it.
    pub anchor: String,
    /// What it is called.
    pub title: Passage,
    /// Its class.
    pub class: Option<String>,
    /// What its holder does.
    pub duties: Option<String>,
    /// How many may hold it, where that is counted.
    pub places: Option<u32>,
    /// Who holds it.
    pub holders: Vec<Byline>,
    /// Who held it before, and from when until when.
    pub past: Vec<(String, Day, Option<Day>)>,
    /// The pledges for it.
    pub pledges: Vec<PledgeRow>,
    /// When and why it was withdrawn, if it was.
    pub withdrawn: Option<(Moment, String)>,
}

impl Post {
    /// How many hold it.
    pub fn taken(&self) -> u32 {
        u32::try_from(self.holders.len()).unwrap_or(u32::MAX)
    }

    /// Places that are free; where nobody counts them, one while nobody holds it.
    pub fn free(&self) -> u32 {
        if self.withdrawn.is_some() { 0 } else { self.places.unwrap_or(1).saturating_sub(self.taken()) }
    }
}

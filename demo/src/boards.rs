//! Who pledges what on which board: the district put together.
//!
//! Three boards show everything (a village, a town, the hall); the others show what an ordinary one has.

use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::day::{DAY_MS, Day};
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::starter_catalogue::StarterSet;
use jiannuo_domain::words::{Contact, Hotline, Level, OrganisationWords, Reception};

use crate::courses::{Course, Plan, Told, tell};
use crate::matters::{self, Shelf};
use crate::office::{Draft, Founding, Office, SECRETARY, Who};
use crate::places::{self, TOWNS, Town, Village, office_phone};
use crate::seeds::{Seeds, founding_code_of};
use crate::{
    DemoError, DemoOrganisation, District, INVITATION_DAYS, Invitation, Purpose, catalogue, disclosures, guides,
    people, pledging, points,
};

/// Telephones of cards follow those of all offices, which are fewer than this.
const CONTACT_PHONES: usize = 200;

/// Telephones that everybody may call.
fn hotlines() -> Vec<Hotline> {
    [("政务服务便民热线", "12345"), ("党员咨询服务热线", "12371")]
        .map(|(name, number)| Hotline { name: name.to_owned(), number: number.to_owned() })
        .into()
}

/// What all boards are made from.
pub(crate) struct Maker<'a> {
    today: Day,
    founding_code: &'a Code,
    custodian: Option<PublicKey>,
    pub(crate) village: Shelf,
    pub(crate) monthly: Shelf,
    town: Shelf,
    people: usize,
    phones: usize,
    organisations: Vec<DemoOrganisation>,
    pub(crate) invitations: Vec<Invitation>,
}

/// The people that every organisation has.
pub(crate) struct Staff {
    pub(crate) deputy: Who,
    pub(crate) member: Who,
    pub(crate) without_device: Who,
    pub(crate) overseer: Who,
}

/// The whole district.
pub(crate) fn district(today: Day, founding_code: &Code, custodian: Option<PublicKey>) -> Result<District, DemoError> {
    let mut maker = Maker {
        today,
        founding_code,
        custodian,
        village: Shelf::new(matters::VILLAGE),
        monthly: Shelf::new(matters::VILLAGE_MONTHLY),
        town: Shelf::new(matters::TOWNSHIP),
        people: 0,
        phones: 0,
        organisations: Vec::new(),
        invitations: Vec::new(),
    };
    let root = maker.district()?;
    maker.hall(root)?;
    for town in &TOWNS {
        maker.town(root, town)?;
    }
    let root_founding_key = founding_code.key_pair().public_key();
    Ok(District { organisations: maker.organisations, root_founding_key, invitations: maker.invitations })
}

/// What differs between organisations at their beginning.
struct Beginning {
    slug: &'static str,
    name: &'static str,
    english: &'static str,
    about: &'static str,
    level: Level,
    parent: Option<OrganisationId>,
    on: i64,
    posts: [&'static str; 5],
}

impl Maker<'_> {
    fn phone(&mut self) -> String {
        self.phones += 1;
        office_phone(self.phones)
    }

    pub(crate) fn name(&mut self) -> String {
        self.people += 1;
        people::name(self.people)
    }

    /// The cards of the secretary and the deputy, who get the next two names.
    fn contacts(&self, beginning: &Beginning) -> Vec<Contact> {
        let place = if beginning.level == Level::Village { "便民服务站" } else { "便民服务中心一楼" };
        let times = ["每周三上午 9:00-11:30", "每周五下午 14:00-16:30"];
        let card = |((post, time), number): ((&&str, &str), usize)| Contact {
            post: Some((*post).to_owned()),
            phone: Some(office_phone(self.phones + CONTACT_PHONES * number)),
            reception: Some(Reception { time: time.to_owned(), place: Some(place.to_owned()) }),
            ..Contact::new(people::name(self.people + number))
        };
        beginning.posts.iter().zip(times).zip(1..).map(card).collect()
    }

    /// Founds an organisation and gives it a secretary, two members with devices, one without, and an overseer.
    fn begin(&mut self, beginning: &Beginning) -> Result<(Office, Staff), DemoError> {
        let code = match beginning.parent {
            None => self.founding_code.clone(),
            Some(_) => founding_code_of(self.founding_code, beginning.slug),
        };
        let words = OrganisationWords {
            name_english: Some(beginning.english.to_owned()),
            supervision_phone: Some(self.phone()),
            about: Some(beginning.about.to_owned()),
            hotlines: hotlines(),
            contacts: self.contacts(beginning),
            ..OrganisationWords::new(beginning.name, beginning.level)
        };
        let on = self.today.plus_days(beginning.on);
        let founding = Founding {
            slug: beginning.slug,
            name: beginning.name,
            parent: beginning.parent,
            code: &code,
            on,
            today: self.today,
            words,
            custodian: self.custodian,
        };
        let mut office = Office::found(Seeds::new(self.founding_code, beginning.slug), founding)?;
        let [secretary, deputy, member, without, overseer] = beginning.posts;
        office.name_founder(on, self.name(), secretary)?;
        let mut add = |office: &mut Office, post, role| office.add(on.plus_days(1), self.name(), post, role);
        let staff = Staff {
            deputy: add(&mut office, deputy, Role::Member)?,
            member: add(&mut office, member, Role::Member)?,
            without_device: add(&mut office, without, Role::Member)?,
            overseer: add(&mut office, overseer, Role::Overseer)?,
        };
        for who in [staff.deputy, staff.member, staff.overseer] {
            office.give_device(on.plus_days(2), who)?;
        }
        Ok((office, staff))
    }

    /// Invites organisations below to be founded.
    fn invite_below(&self, office: &mut Office, slugs: &[&str]) -> Result<(), DemoError> {
        let on = office.day(-304);
        for slug in slugs {
            let code = founding_code_of(self.founding_code, slug);
            office.invite_founding(on, &code, on.start_ms() + 30 * DAY_MS)?;
        }
        Ok(())
    }

    fn keep(&mut self, office: Office) -> OrganisationId {
        let org = office.org();
        self.organisations.push(office.finish());
        org
    }

    fn district(&mut self) -> Result<OrganisationId, DemoError> {
        let (mut office, staff) = self.begin(&Beginning {
            slug: "yunqing",
            name: places::DISTRICT,
            english: "Yunqing District",
            about: "一区三个乡镇十二个村的承诺，都在这里能查到。",
            level: Level::County,
            parent: None,
            on: -308,
            posts: ["区委办公室主任", "民生项目科科长", "督查专员", "退休顾问", "监督员"],
        })?;
        let below: Vec<_> = std::iter::once("yunqing-hall").chain(TOWNS.iter().map(|town| town.slug)).collect();
        self.invite_below(&mut office, &below)?;
        let courses = [
            Course::Underway,
            Course::DueSoon,
            Course::Kept,
            Course::Overdue,
            Course::Revised,
            Course::Claimed,
            Course::Fresh,
        ];
        let owners = [SECRETARY, staff.deputy, staff.member, staff.deputy];
        let mut shelf = Shelf::new(matters::DISTRICT);
        pledges(&mut office, &mut shelf, &courses, &owners, staff.overseer, 0)?;
        disclosures::district_spending(&mut office)?;
        disclosures::circular(&mut office)?;
        disclosures::party_affairs(&mut office)?;
        Ok(self.keep(office))
    }

    fn hall(&mut self, parent: OrganisationId) -> Result<(), DemoError> {
        let (mut office, staff) = self.begin(&Beginning {
            slug: "yunqing-hall",
            name: places::HALL,
            english: "Yunqing Government Service Hall",
            about: "一窗受理，限时办结，超期自己说明。",
            level: Level::Unit,
            parent: Some(parent),
            on: -296,
            posts: ["中心主任", "企业开办窗口组长", "帮办代办员", "大厅引导员", "行风监督员"],
        })?;
        let rules = Codes { offline_grace_days: Some(3), due_soon_days: Some(5), ..Codes::default() };
        let on = office.day(-293);
        office.say(SECRETARY, on, Draft::new(Kind::RulesSet, office.org().record()).codes(rules))?;
        let courses = [
            Course::Underway,
            Course::OverAHoliday,
            Course::DueSoon,
            Course::Kept,
            Course::Claimed,
            Course::Overdue,
            Course::AsWritten,
            Course::Disputed,
            Course::MonthlyMet,
            Course::KeptLate,
            Course::Stepwise,
            Course::InGrace,
            Course::Fresh,
            Course::CountingDays,
        ];
        let owners = [SECRETARY, staff.deputy, staff.member, staff.without_device];
        pledges(&mut office, &mut Shelf::new(matters::HALL), &courses, &owners, staff.overseer, 1)?;
        pledging::services(&mut office, &staff)?;
        points::hall(&mut office, &self.phone())?;
        catalogue::starter(&mut office, StarterSet::Unit)?;
        disclosures::hall_figures(&mut office)?;
        disclosures::corrected_government_affairs(&mut office)?;
        self.keep(office);
        Ok(())
    }

    fn town(&mut self, parent: OrganisationId, town: &Town) -> Result<(), DemoError> {
        let (mut office, staff) = self.begin(&Beginning {
            slug: town.slug,
            name: town.name,
            english: town.english,
            about: town.about,
            level: Level::Township,
            parent: Some(parent),
            on: -296,
            posts: ["党委书记", "副镇长", "便民服务中心负责人", "包村干部", "纪检监督员"],
        })?;
        let on = office.day(-294);
        for village in &town.villages {
            let code = founding_code_of(self.founding_code, village.slug);
            office.invite_founding(on, &code, on.start_ms() + 30 * DAY_MS)?;
        }
        let is_showcase = town.slug == places::SHOWCASE_TOWN;
        let courses: &[Course] = if is_showcase { &TOWN_SHOWCASE } else { &TOWN_ORDINARY };
        let owners = [staff.deputy, SECRETARY, staff.member, staff.without_device];
        let back = i64::try_from(self.phones % 5).unwrap_or_default();
        pledges(&mut office, &mut self.town, courses, &owners, staff.overseer, back)?;
        let phone = self.phone();
        let centre = points::centre(&mut office, town.name, &phone)?;
        if is_showcase {
            points::stations_below(&mut office, centre, town)?;
        }
        guides::town(&mut office, centre, &phone)?;
        catalogue::starter(&mut office, StarterSet::Township)?;
        disclosures::circular(&mut office)?;
        disclosures::party_affairs(&mut office)?;
        if is_showcase {
            disclosures::corrected_government_affairs(&mut office)?;
            pledging::project(&mut office, &staff)?;
            self.spare_founding(&mut office)?;
        }
        let org = self.keep(office);
        for (number, village) in (0_i64..).zip(&town.villages) {
            self.village(org, village, number)?;
        }
        Ok(())
    }

    /// A founding invitation that nobody has used, to try founding with.
    fn spare_founding(&mut self, office: &mut Office) -> Result<(), DemoError> {
        let code = office.code();
        let expires_ms = office.day(INVITATION_DAYS).end_ms();
        let on = office.day(-1);
        office.invite_founding(on, &code, expires_ms)?;
        let organisation = TOWNS.iter().find(|town| town.slug == places::SHOWCASE_TOWN).map_or("", |town| town.name);
        let slug = places::SHOWCASE_TOWN;
        self.invitations.push(Invitation { slug, organisation, purpose: Purpose::Founding, code });
        Ok(())
    }

    fn village(&mut self, parent: OrganisationId, village: &Village, number: i64) -> Result<(), DemoError> {
        let (mut office, staff) = self.begin(&Beginning {
            slug: village.slug,
            name: village.name,
            english: village.english,
            about: village.about,
            level: Level::Village,
            parent: Some(parent),
            on: -288,
            posts: ["村党支部书记", "村委会副主任", "网格员", "老党员", "村务监督委员会主任"],
        })?;
        let on = office.day(-284);
        let posts = pledging::posts(&mut office, on)?;
        pledging::holders(&mut office, &posts, &staff)?;
        let phone = self.phone();
        if village.slug == places::SHOWCASE_VILLAGE {
            self.showcase_village(&mut office, &staff, village)?;
            pledging::year(&mut office, &posts, &staff)?;
            pledging::together(&mut office, &staff)?;
        } else {
            self.ordinary_village(&mut office, &staff, number)?;
        }
        let station = points::station(&mut office, village.name, &phone)?;
        if village.slug == places::SHOWCASE_VILLAGE {
            points::group_points(&mut office, station)?;
            guides::village(&mut office, station, &phone)?;
        }
        let accounts = catalogue::starter(&mut office, StarterSet::Village)?;
        disclosures::village_accounts(&mut office, 1, accounts)?;
        disclosures::village_accounts(&mut office, 2, accounts)?;
        disclosures::village_affairs(&mut office)?;
        self.keep(office);
        Ok(())
    }

    fn ordinary_village(&mut self, office: &mut Office, staff: &Staff, number: i64) -> Result<(), DemoError> {
        let count = i64::try_from(self.organisations.len()).unwrap_or_default();
        let owners = [SECRETARY, staff.member, staff.without_device, staff.deputy];
        let once = usize::try_from(count).unwrap_or_default() % VILLAGE_ORDINARY.len();
        let courses = VILLAGE_ORDINARY.get(once).copied().unwrap_or(VILLAGE_ORDINARY[0]);
        pledges(office, &mut self.village, &courses, &owners, staff.overseer, 2 * number)?;
        if number % 2 == 0 {
            let course = if count % 3 == 0 { Course::MonthlyMissed } else { Course::MonthlyMet };
            pledges(office, &mut self.monthly, &[course], &[staff.without_device], staff.overseer, number)?;
        }
        if number == 3 {
            disclosures::intended_admission(office, &office_phone(2))?;
        }
        Ok(())
    }
}

/// Tells as many pledges as there are courses, each by the next owner.
pub(crate) fn pledges(
    office: &mut Office,
    shelf: &mut Shelf,
    courses: &[Course],
    owners: &[Who],
    judge: Who,
    shift: i64,
) -> Result<Vec<Told>, DemoError> {
    let mut told = Vec::new();
    for ((course, owner), place) in courses.iter().zip(owners.iter().cycle()).zip(0..) {
        let taken = match course {
            Course::AsWritten => matters::nth(matters::ON_CALL, shift + place).map(|matter| (matter, 0)),
            Course::OverAHoliday => matters::nth(matters::LIMITED, shift + place).map(|matter| (matter, 0)),
            Course::CountingDays => Some((matters::COUNTING, 0)),
            _ => shelf.take(),
        };
        let Some((mut matter, round)) = taken else { break };
        // The second time round a village has other numbers.
        matter.quantity += round * (matter.quantity / 4).max(1);
        told.push(tell(office, Plan { matter, owner: *owner, judge, course: *course, shift: (shift + place) % 8 })?);
    }
    Ok(told)
}

const TOWN_SHOWCASE: [Course; 12] = [
    Course::Overdue,
    Course::Underway,
    Course::Kept,
    Course::Claimed,
    Course::Stepwise,
    Course::DueSoon,
    Course::NotKept,
    Course::OverAHoliday,
    Course::InGrace,
    Course::Disputed,
    Course::KeptLate,
    Course::AsWritten,
];

const TOWN_ORDINARY: [Course; 4] = [Course::Underway, Course::Kept, Course::DueSoon, Course::AsWritten];

const VILLAGE_ORDINARY: [[Course; 4]; 5] = [
    [Course::Kept, Course::Underway, Course::Fresh, Course::DueSoon],
    [Course::Underway, Course::Overdue, Course::Kept, Course::Claimed],
    [Course::KeptLate, Course::Underway, Course::Revised, Course::Fresh],
    [Course::Kept, Course::NotKept, Course::Underway, Course::InGrace],
    [Course::Disputed, Course::Kept, Course::Withdrawn, Course::Underway],
];

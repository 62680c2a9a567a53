//! How a pledge can go, from the day on which it was made to how it stands at the day of creation.
//!
//! Days are counted from the day of creation. A course is told in the order in which things happened; nothing happens on
//! the day of creation itself, so that everything is in the past at any hour of it.

use jiannuo_domain::calendar::{Calendar, DayKind};
use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::day::Day;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::period::Every;
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::words::{ClaimWords, Due, Milestone, PledgeWords, ProgressWords};

use crate::DemoError;
use crate::matters::Matter;
use crate::office::{Draft, Office, When, Who};

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    Fresh,
    Underway,
    DueSoon,
    InGrace,
    Overdue,
    Claimed,
    Kept,
    KeptWithinGrace,
    KeptLate,
    Disputed,
    NotKept,
    Withdrawn,
    Revised,
    MonthlyMet,
    MonthlyMissed,
    OverAHoliday,
    CountingDays,
    AsWritten,
    Stepwise,
}

/// A pledge of a board: what, whose, who judges, and how it goes.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) matter: Matter,
    pub(crate) owner: Who,
    pub(crate) judge: Who,
    pub(crate) course: Course,
    /// Days by which this one is shifted into the past, so that boards do not look alike.
    pub(crate) shift: i64,
}

/// A pledge that was told.
pub(crate) struct Told {
    pub(crate) record: RecordId,
    /// Its first statement.
    pub(crate) first: EntryId,
    /// Its last progress.
    pub(crate) last_progress: Option<EntryId>,
}

/// Texts for works, and for what people do for people.
type ByField<T, const N: usize> = [[T; N]; 2];

const CONFIRMED: ByField<&str, 3> = [
    ["到现场数过，数目对得上", "两位监督员一起量过，同意", "对照竣工照片去看了，属实"],
    ["抽查了三户，都说做到了", "核对了登记册，属实", "问了几位在场的人，都说效果好"],
];

const DISPUTED: ByField<&str, 2> = [
    ["现场少数出几处，清单和实物对不上，请补齐", "做是做了，不到一个月就坏了几处，请返修"],
    ["有两户说没做，请逐户核实", "登记册有涂改，请补上凭据"],
];

const EXTENDED: ByField<&str, 2> = [
    ["连下大雨无法施工，期限顺延，数量不变", "户主会决定换个位置，期限随之调整"],
    ["原定的日子赶上农忙，来的人少，期限顺延", "老师和医生的时间要重新约，期限顺延"],
];

const NOT_KEPT: ByField<(Reason, &str), 2> = [
    [
        (Reason::Funds, "补助资金没有到位，只做了开头，剩下的列入明年预算重新承诺"),
        (Reason::NotInOurPower, "用地没有批下来，超出我们的权限，批复情况会公布"),
    ],
    [
        (Reason::PrioritiesChanged, "汛期抢修占了人手，没能做完，向大家道歉"),
        (Reason::NotInOurPower, "请的人两次没能来，剩下的明年重新承诺"),
    ],
];

const WITHDRAWN: ByField<(Reason, &str), 2> = [
    [
        (Reason::Superseded, "并入上级的统一工程，进度看上级的公开栏"),
        (Reason::DoneByOthers, "已由爱心企业捐建，资金改作维护"),
    ],
    [(Reason::Superseded, "与上级的同一活动合并，不再单独办"), (Reason::EnteredByMistake, "与另一条重复，误填")],
];

/// One of the texts that fit the matter.
fn pick<T: Copy, const N: usize>(office: &mut Office, matter: &Matter, texts: &ByField<T, N>) -> Option<T> {
    let [works, others] = texts;
    let fitting = if matter.is_works() { works } else { others };
    let bound = u64::try_from(N).unwrap_or(1).max(1);
    let index = usize::try_from(office.below(bound)).unwrap_or_default();
    fitting.get(index).copied()
}

fn text_of(matter: &Matter) -> String {
    matter.text.replace("{n}", &matter.quantity.to_string())
}

fn words_of(matter: &Matter, due: Due) -> PledgeWords {
    PledgeWords {
        field: Some(matter.field.to_owned()),
        quantity: Quantity::from_whole(matter.quantity),
        unit: Some(matter.unit.to_owned()),
        beneficiaries: Some(matter.for_whom.to_owned()),
        ..PledgeWords::new(text_of(matter), due)
    }
}

/// One pledge being told.
struct Telling<'a> {
    office: &'a mut Office,
    plan: Plan,
    told: Told,
    notes: usize,
}

/// Tells a pledge from beginning to end.
pub(crate) fn tell(office: &mut Office, plan: Plan) -> Result<Told, DemoError> {
    let Timing { made, due } = timing(office, &plan);
    let mut words = words_of(&plan.matter, due.clone());
    if plan.course == Course::Stepwise {
        words.milestones = milestones(office);
        words.responsible = Some("分管负责人牵头，网格员落实".to_owned());
    }
    if plan.course == Course::AsWritten {
        words.quantity = None;
        words.unit = None;
    }
    let (record, first) = office.begin(plan.owner, made, Kind::PledgePublished, &words)?;
    let told = Told { record, first, last_progress: None };
    let mut telling = Telling { office, plan, told, notes: 0 };
    telling.go_on(made, &words)?;
    Ok(telling.told)
}

/// When it was made and until when it is due.
struct Timing {
    made: Day,
    due: Due,
}

fn timing(office: &Office, plan: &Plan) -> Timing {
    let back = plan.shift;
    let on = |made: i64, due: i64| Timing { made: office.day(made), due: Due::On { on: office.day(due) } };
    match plan.course {
        Course::Fresh => on(-9 - back, 75 + back),
        Course::Underway => on(-150 - back, 45 + 2 * back),
        Course::Stepwise => on(-200, 70),
        Course::DueSoon => on(-120 - back, 3 + back % 4),
        Course::InGrace => on(-95 - back, -1 - back % 2),
        Course::Overdue => on(-190 - back, -9 - 2 * back),
        Course::Claimed => on(-140 - back, 12 - back),
        Course::Kept => on(-230 - back, -70 - 2 * back),
        Course::KeptWithinGrace => on(-180 - back, -50 - back),
        Course::KeptLate => on(-210 - back, -85 - back),
        Course::Disputed => on(-170 - back, -28 - back),
        Course::NotKept => on(-200 - back, -40 - back),
        Course::Withdrawn => on(-160 - back, 30),
        Course::Revised => on(-185 - back, -60),
        Course::AsWritten => Timing {
            made: office.day(-130 - back),
            due: Due::AsWritten { written: "长期坚持，随叫随到".to_owned() },
        },
        Course::OverAHoliday => {
            let from = before_a_holiday(office.day(-20)).unwrap_or(office.day(-60));
            Timing { made: from, due: Due::WithinWorkingDays { from, days: 15 } }
        }
        Course::CountingDays => {
            let from = office.day(-6);
            Timing { made: from, due: Due::WithinWorkingDays { from, days: 40 } }
        }
        Course::MonthlyMet | Course::MonthlyMissed => {
            let from = Every::Month.period_containing(office.day(-200)).start;
            Timing { made: from.plus_days(1), due: Due::Every { every: Every::Month, from, until: None } }
        }
    }
}

/// A working day shortly before the last statutory holiday of two days and more, looked for up to nine months back.
fn before_a_holiday(latest: Day) -> Option<Day> {
    let calendar = Calendar::built_in();
    let is_holiday = |day: Day| calendar.day_kind(day) == DayKind::Holiday;
    let days = (0..270).map(|back| latest.plus_days(-back));
    let first = days
        .into_iter()
        .find(|day| is_holiday(*day) && is_holiday(day.plus_days(1)) && !is_holiday(day.plus_days(-1)))?;
    (2..9).map(|back| first.plus_days(-back)).find(|day| calendar.is_working_day(*day).yes)
}

fn milestones(office: &Office) -> Vec<Milestone> {
    [("选址和预算公示完", -150), ("材料到场，开工", -90), ("完成一半", -10), ("完工并通过验收", 65)]
        .into_iter()
        .map(|(text, offset)| Milestone { text: text.to_owned(), on: Some(office.day(offset)) })
        .collect()
}

impl Telling<'_> {
    fn go_on(&mut self, made: Day, words: &PledgeWords) -> Result<(), DemoError> {
        let due = match &words.due {
            Due::On { on } => *on,
            Due::WithinWorkingDays { from, days } => Calendar::built_in().add_working_days(*from, *days).day,
            Due::Every { .. } | Due::AsWritten { .. } => self.office.day(-1),
        };
        match self.plan.course {
            Course::Fresh => Ok(()),
            Course::CountingDays => self.done_between(made, self.office.day(-2), &[10]),
            Course::Underway => self.done_between(made, self.office.day(-4), &[25, 20, 15]),
            Course::DueSoon => self.done_between(made, self.office.day(-2), &[40, 35]),
            Course::InGrace => self.done_between(made, due, &[50, 40]),
            Course::Overdue => self.done_between(made, due, &[30, 25]),
            Course::Claimed => {
                self.done_between(made, self.office.day(-6), &[40, 35, 25])?;
                self.claim(self.office.day(-5))
            }
            Course::Kept | Course::OverAHoliday => {
                self.done_between(made, due.plus_days(-4), &[45, 55])?;
                self.claim(due.plus_days(-3))?;
                self.judge(due.plus_days(4), true)
            }
            Course::KeptWithinGrace => {
                self.done_between(made, due.plus_days(-5), &[60, 40])?;
                self.claim(When::from(due.plus_days(2)).written_on(due.plus_days(-1)))?;
                self.judge(due.plus_days(9), true)
            }
            Course::KeptLate => {
                self.done_between(made, due.plus_days(12), &[35, 30, 35])?;
                self.claim(due.plus_days(14))?;
                self.judge(due.plus_days(20), true)
            }
            Course::Disputed => {
                self.done_between(made, due.plus_days(-4), &[50, 50])?;
                self.claim(due.plus_days(-2))?;
                self.judge(due.plus_days(6), false)
            }
            Course::NotKept => {
                self.done_between(made, due.plus_days(-10), &[20])?;
                let end = pick(self.office, &self.plan.matter, &NOT_KEPT);
                self.end(Kind::PledgeNotFulfilled, due.plus_days(5), end)
            }
            Course::Withdrawn => {
                let end = pick(self.office, &self.plan.matter, &WITHDRAWN);
                self.end(Kind::PledgeWithdrawn, made.plus_days(50), end)
            }
            Course::Revised => self.revise(made, words),
            Course::MonthlyMet | Course::MonthlyMissed => self.monthly(made),
            Course::AsWritten => self.called(made),
            Course::Stepwise => self.steps(),
        }
    }

    fn note(&mut self) -> &'static str {
        let notes = self.plan.matter.notes;
        let found = notes.get(self.notes % notes.len()).copied().unwrap_or(notes[0]);
        self.notes += 1;
        found
    }

    /// Shares of the whole in per cent, at even distances.
    fn done_between(&mut self, from: Day, to: Day, shares: &[i64]) -> Result<(), DemoError> {
        let steps = i64::try_from(shares.len()).unwrap_or(1).max(1);
        let whole = self.plan.matter.quantity;
        let mut sum = 0;
        for (share, step) in shares.iter().zip(1..) {
            sum += share;
            // The last share of all makes up for what was rounded away.
            let amount = whole * sum / 100 - whole * (sum - share) / 100;
            let day = from.plus_days(from.days_until(to) * step / steps);
            self.progress(day, day, Some(amount), None)?;
        }
        Ok(())
    }

    fn progress(
        &mut self,
        when: impl Into<When>,
        on: Day,
        amount: Option<i64>,
        milestone: Option<u16>,
    ) -> Result<(), DemoError> {
        let words = ProgressWords {
            quantity: amount.and_then(Quantity::from_whole).filter(|amount| *amount > Quantity::ZERO),
            milestone,
            ..ProgressWords::new(on, self.note())
        };
        let draft = Draft::new(Kind::ProgressAdded, self.told.record).words(&words)?;
        self.told.last_progress = Some(self.office.say(self.plan.owner, when, draft)?);
        Ok(())
    }

    fn claim(&mut self, when: impl Into<When>) -> Result<(), DemoError> {
        let evidence = self.plan.matter.evidence;
        let words = ClaimWords {
            evidence: (!evidence.is_empty()).then(|| evidence.to_owned()),
            no_evidence_reason: evidence.is_empty().then(|| "当面做的事，没有留单据，可以问本人".to_owned()),
            attachments: Vec::new(),
            personal_data_reason: None,
        };
        let draft = Draft::new(Kind::PledgeClaimed, self.told.record).words(&words)?;
        self.office.say(self.plan.owner, when, draft).map(drop)
    }

    fn judge(&mut self, on: Day, confirms: bool) -> Result<(), DemoError> {
        let (kind, said) = if confirms {
            (Kind::PledgeConfirmed, pick(self.office, &self.plan.matter, &CONFIRMED))
        } else {
            (Kind::PledgeDisputed, pick(self.office, &self.plan.matter, &DISPUTED))
        };
        let draft = Draft::new(kind, self.told.record).reason(said.unwrap_or_default())?;
        self.office.say(self.plan.judge, on, draft).map(drop)
    }

    fn end(&mut self, kind: Kind, on: Day, why: Option<(Reason, &str)>) -> Result<(), DemoError> {
        let (reason, said) = why.unwrap_or((Reason::Other, "另有说明"));
        let codes = Codes { reason: Some(reason), ..Codes::default() };
        let draft = Draft::new(kind, self.told.record).codes(codes).reason(said)?;
        self.office.say(self.plan.owner, on, draft).map(drop)
    }

    fn revise(&mut self, made: Day, words: &PledgeWords) -> Result<(), DemoError> {
        self.done_between(made, self.office.day(-80), &[30, 10])?;
        let reason = pick(self.office, &self.plan.matter, &EXTENDED).map(str::to_owned);
        let due = Due::On { on: self.office.day(50 + self.plan.shift) };
        let draft = Draft::new(Kind::PledgeRevised, self.told.record);
        let draft = draft.words(&PledgeWords { due, reason, ..words.clone() })?;
        self.office.say(self.plan.owner, self.office.day(-72), draft)?;
        let day = self.office.day(-15);
        self.progress(day, day, Some(self.plan.matter.quantity / 4), None)
    }

    /// The amount of each month, told on its 18th or 19th; one that misses leaves out the month before last.
    fn monthly(&mut self, made: Day) -> Result<(), DemoError> {
        let yesterday = self.office.day(-1);
        let before_last = Every::Month.period_containing(self.office.day(0)).previous().previous();
        let mut month = Every::Month.period_containing(made);
        while month.start <= yesterday {
            let misses = self.plan.course == Course::MonthlyMissed && month == before_last;
            let day = month.start.plus_days(17 + self.plan.shift % 2).min(yesterday);
            if !misses && day > made {
                self.progress(day, day, Some(self.plan.matter.quantity), None)?;
            }
            month = month.next();
        }
        Ok(())
    }

    /// Every few weeks, without an amount.
    fn called(&mut self, made: Day) -> Result<(), DemoError> {
        for step in 1..=3 {
            let day = made.plus_days(34 * step);
            self.progress(day, day, None, None)?;
        }
        Ok(())
    }

    /// Two of four milestones reached; what was noted between them counts as well.
    fn steps(&mut self) -> Result<(), DemoError> {
        let whole = self.plan.matter.quantity;
        for (offset, share, milestone) in [(-152, 0, Some(0)), (-88, 10, Some(1)), (-40, 20, None), (-12, 15, None)] {
            let day = self.office.day(offset);
            // Rounded up: a tenth of three bridges is one that was begun and finished.
            self.progress(day, day, Some((whole * share + 99) / 100), milestone)?;
        }
        Ok(())
    }
}

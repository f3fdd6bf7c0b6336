//! Members by what they do: the 90-9-1 split (KPI 40).

use super::{Found, Role, Talk, within};
use crate::{
    analytics::{
        dataset::Class,
        figure::{Term, divide},
        reason::Reason,
        scope::{Filter, Measured, Scope, split},
    },
    model::facts::{DictionaryKind, activity, kind},
};

impl Scope {
    /// What each member did in the days asked for, by row of the members table.
    fn deeds(&self) -> Vec<Role> {
        let mut roles = vec![Role::Lurker; self.dataset().workspace().facts.members.len()];
        let Some(days) = self.talk_days() else { return roles };
        self.presence().each_member_day(days, &mut |_, members, _| {
            for member in members {
                if let Some(role) = roles.get_mut(*member as usize) {
                    *role = Role::Contributor;
                }
            }
        });
        let facts = &self.dataset().workspace().facts;
        let post = facts.dictionaries.get(DictionaryKind::Kind).find(kind::POST);
        for (_, row) in within(&self.dataset().threads().messages, Some(days)) {
            let (chunk, place) = split(*row as usize);
            let columns = &facts.activities.chunks()[chunk];
            if Some(columns.column(activity::KIND).codes()[place]) == post
                && self.dataset().classes()[chunk][place] == Class::Action
                && self.passes(*row)
                && let Some(role) = roles.get_mut(columns.column(activity::MEMBER).codes()[place] as usize)
            {
                *role = Role::Creator;
            }
        }
        roles
    }

    /// Every member who belonged to the community in the days asked for, those whose day of joining is not known, and
    /// staff and bots.
    pub(super) fn each_member(&self, visit: &mut dyn FnMut(u32, Option<Reason>)) {
        let Some(days) = self.talk_days() else { return };
        let everywhere = self.dataset().work(&Filter::default());
        let members = everywhere.memberships(self.dataset());
        for (row, joined) in (0_u32..).zip(&members.joined) {
            if !self.filter.members.admits(row) {
                continue;
            }
            if self.dataset().leaves_out(row as usize) {
                visit(row, Some(Reason::Staff));
            } else if !super::dated(*joined) {
                visit(row, Some(Reason::NoJoin));
            } else if members.belongs(row as usize, days) {
                visit(row, None);
            }
        }
    }

    pub(super) fn roles(&self, what: Talk) -> Found {
        let deeds = self.deeds();
        let (mut members, mut counts) = (0, [0_usize; 3]);
        self.each_member(&mut |row, reason| {
            if reason.is_none() {
                members += 1;
                counts[deeds[row as usize] as usize] += 1;
            }
        });
        let role = if let Talk::Role(role) = what { role } else { Role::Lurker };
        let [creators, contributors, lurkers] = counts.map(|count| count as f64);
        let top = counts[role as usize] as f64;
        let mut terms = vec![
            Term::beside("creators", creators),
            Term::beside("contributors", contributors),
            Term::beside("lurkers", lurkers),
        ];
        terms[role as usize].side = crate::analytics::figure::Side::Above;
        terms.push(Term::below("members", members as f64));
        let value = divide(top, members as f64);
        (Measured { value, numerator: Some(top), denominator: Some(members as f64), n: members }, terms)
    }
}

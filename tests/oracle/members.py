"""KPIs of activities and members (18–31): everything is made of who did how much on which day."""

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from facts import EPOCH, cut, divide, inside, span, step_of, steps, widest

SILENT = 90
REGULAR = 4


def previous(period):
    """As many days before; before whole calendar months as many whole months."""
    start, end = (EPOCH + pd.Timedelta(days=int(day)) for day in period)
    after = end + pd.Timedelta(days=1)
    if start.day == 1 and after.day == 1:
        months = (after.year - start.year) * 12 + after.month - start.month
        return ((start - pd.DateOffset(months=months) - EPOCH).days, period[0] - 1)
    return (2 * period[0] - period[1] - 1, period[0] - 1)


class People:
    """What is known about each member, for all days, under the channels of a query."""

    def __init__(self, community, channels):
        self.community = community
        count = len(community.facts.members)
        here = np.ones(len(community.act_day), bool)
        if channels:
            here = np.isin(community.act_channel, channels)
        self.here = here
        dated = here & community.has_member & ~np.isnan(community.act_day)
        frame = pd.DataFrame({
            "member": community.act_member, "day": community.act_day, "kind": community.act_kind,
            "action": community.action,
        })[dated].astype({"member": int, "day": int})
        #: One row a member and day, with the number of actions.
        self.days = frame[frame["action"]].groupby(["member", "day"]).size().rename("actions").reset_index()
        ordered = self.days.sort_values("day", kind="stable")
        self.by_day = {name: ordered[name].to_numpy() for name in ordered}
        self.known = {}
        of = self.days.groupby("member")["day"]
        self.first = of.min().reindex(range(count)).to_numpy(float)
        gap = of.diff()
        self.comebacks = self.days[gap - 1 >= SILENT]

        joins = frame[frame["kind"] == "join"].groupby("member")["day"]
        self.joined = joins.min().reindex(range(count)).to_numpy(float)
        if not channels:
            self.joined = np.fmin(self.joined, community.joined_table)
        self.began = np.fmin(self.joined, self.first)
        counted = ~np.isin(frame["kind"], ["leave", "moderation"])
        last = frame[counted & (frame["action"] | (frame["kind"] == "join"))].groupby("member")["day"].max()
        last = last.reindex(range(count)).to_numpy(float)
        if not channels:
            # Who joined later, by the list of members, came back too.
            last = np.fmax(last, community.joined_table)
        leaves = frame[frame["kind"] == "leave"].groupby("member")["day"].max()
        self.has_leavings = len(leaves) > 0
        left = leaves.reindex(range(count)).to_numpy(float)
        self.left = np.where(left < last, np.nan, left)
        known = np.ones(count, bool)
        if channels:
            known = np.zeros(count, bool)
            known[frame["member"].unique()] = True
        self.counted = np.flatnonzero(known & ~community.left_out)
        self.joining_span = widest(span(self.joined), community.act_span)

        # The day of the fourth action within 90 days, action by action.
        actions = frame[frame["action"]].sort_values(["member", "day"])
        third_before = actions.groupby("member")["day"].shift(REGULAR - 1)
        regular = actions[actions["day"] - third_before < SILENT].groupby("member")["day"].min()
        self.regular = regular.reindex(range(count)).to_numpy(float)

    def between(self, days):
        """Actions and active days of each member active in some days."""
        if days not in self.known:
            first, last = np.searchsorted(self.by_day["day"], [days[0], days[1] + 1])
            member, actions = (self.by_day[name][first:last] for name in ("member", "actions"))
            rows, place, on = np.unique(member, return_inverse=True, return_counts=True)
            done = np.bincount(place, weights=actions, minlength=len(rows)).astype(int)
            self.known[days] = pd.DataFrame({"actions": done, "days": on}, index=rows)
        return self.known[days]


class Members:
    """The figures of a query."""

    def __init__(self, community, query, people):
        self.community, self.query, self.people = community, query, people
        self.span = community.act_span
        self.window = cut(self.span, query.period)
        self.joining_window = cut(people.joining_span, query.period)

    # Activities

    def member_days(self, days):
        first, last = np.searchsorted(self.people.by_day["day"], [days[0], days[1] + 1])
        return int(last - first)

    def distinct(self, days):
        return len(self.people.between(days))

    def named_actions(self, days):
        return int(self.people.between(days)["actions"].sum())

    def last(self, length):
        """The days that end with the window, as far as there is data."""
        return (max(self.window[1] - length + 1, self.span[0]), self.window[1])

    def windows(self, grain, length):
        whole = [one for one in steps(self.window, grain, self.community.week_start)
                 if self.window[0] <= one[0] and one[1] <= self.window[1]]
        return whole or [self.last(length)]

    def actives(self, kpi):
        if kpi == "dau":
            days = self.window[1] - self.window[0] + 1
            top = self.member_days(self.window)
            return {"value": top / days, "numerator": top, "denominator": days, "n": self.named_actions(self.window)}
        if kpi in ("active_members", "rolling_mau"):
            days = self.window if kpi == "active_members" else self.last(30)
            return {"value": self.distinct(days), "n": self.named_actions(days)}
        whole = self.windows("week", 7) if kpi == "wau" else self.windows("month", 30)
        hull = (whole[0][0], whole[-1][1])
        people, n = sum(self.distinct(days) for days in whole), self.named_actions(hull)
        if kpi == "stickiness":
            dau, mau = self.member_days(hull) / (hull[1] - hull[0] + 1), people / len(whole)
            return {"value": divide(dau, mau), "numerator": dau, "denominator": mau, "n": n}
        return {"value": people / len(whole), "numerator": people, "denominator": len(whole), "n": n}

    def activities(self):
        community, here = self.community, self.people.here
        if not len(here):
            return {"value": None}
        if self.query.period is None:
            count = int((community.action & here).sum())
        elif self.window is None:
            return {"value": None}
        else:
            count = int((community.action & here & inside(community.act_day, self.window)).sum())
        return {"value": count, "n": count}

    # Members

    @staticmethod
    def share(top, bottom):
        return {"value": divide(top, bottom), "numerator": top, "denominator": bottom}

    def new_members(self):
        people = self.people
        if np.isnan(people.joined).all():
            return {"value": None}
        count = int(inside(people.joined[people.counted], self.joining_window).sum())
        return {"value": count, "n": count}

    def newcomers(self, days):
        return np.flatnonzero(inside(self.people.first, days))

    def first_time(self, days=None):
        count = len(self.newcomers(days or self.window))
        return {"value": count, "n": count}

    def reactivated(self, days=None):
        days = days or self.window
        if days[1] < self.span[0] + SILENT + 1:
            return {"value": None}
        back = self.people.comebacks
        members = set(back[inside(back["day"], days)]["member"])
        return {"value": len(members), "n": len(members), "members": members}

    def at_least_30(self):
        return (min(self.window[0], self.window[1] - 29), self.window[1])

    def lost(self):
        now = self.at_least_30()
        if now[0] <= self.span[0]:
            return {"value": None}
        before = self.people.between((max(now[0] - SILENT, self.span[0]), now[0] - 1))
        regulars = set(before[before["actions"] >= REGULAR].index)
        gone = regulars - set(self.people.between(now).index)
        return {"value": len(gone), "n": len(gone), "members": gone}

    def net_change(self):
        days = self.at_least_30()
        lost, back = self.lost(), self.reactivated(days)
        if lost["value"] is None or back["value"] is None:
            return {"value": None, "n": 0}
        new = self.newcomers(days)
        # Somebody new may have gone quiet and come back: one member in n.
        people = {*new, *lost["members"], *back["members"]}
        return {"value": len(new) + back["value"] - lost["value"], "n": len(people)}

    def returning(self):
        if self.window[0] <= self.span[0]:
            return {"value": None}
        active = self.people.between(self.window).index.to_numpy()
        earlier = int((self.people.first[active] < self.window[0]).sum())
        return {**self.share(earlier, len(active)), "n": len(active)}

    def retention(self, churn):
        before = previous(self.query.period or self.window)
        if before[1] < self.span[0]:
            return {"value": None}
        earlier = set(self.people.between(before).index)
        kept = len(earlier & set(self.people.between(self.window).index))
        top = len(earlier) - kept if churn else kept
        return {**self.share(top, len(earlier)), "n": len(earlier)}

    def there(self, day):
        people = self.people
        rows = people.counted
        stays = np.isnan(people.left[rows]) | (people.left[rows] > day)
        return set(rows[(people.began[rows] <= day) & stays])

    def membership_retention(self, churn):
        if not self.people.has_leavings:
            return {"value": None}
        start = self.there(self.joining_window[0] - 1)
        kept = len(start & self.there(self.joining_window[1]))
        return {**self.share(len(start) - kept if churn else kept, len(start)), "n": len(start)}

    def next_step(self, grain):
        active = size = 0
        for step in steps(self.window, grain, self.community.week_start):
            if step[0] < self.window[0] or step[1] > self.window[1]:
                continue
            cohort = set(self.newcomers(step_of(step[0] - 1, grain, self.community.week_start)))
            size += len(cohort)
            active += len(cohort & set(self.people.between(step).index))
        return {**self.share(active, size), "n": size}

    def lives(self, ending):
        """Rows, durations and whether the end was seen, of the members followed up to the end of the window."""
        people = self.people
        if ending == "leaving":
            if not people.has_leavings or self.joining_window is None:
                return np.array([], int), np.array([]), np.array([], bool)
            end = self.joining_window[1]
            rows = people.counted[people.began[people.counted] <= end]
            ended = people.left[rows] <= end
            return rows, np.where(ended, people.left[rows], end) - people.began[rows], ended
        if self.window is None:
            return np.array([], int), np.array([]), np.array([], bool)
        end = self.window[1]
        known = end - SILENT
        upto = people.days[people.days["day"] <= end].groupby("member")["day"].agg(["min", "max"])
        upto = upto[upto["min"] <= known]
        ended = (upto["max"] <= known).to_numpy()
        last = np.where(ended, upto["max"], known)
        return upto.index.to_numpy(), last - upto["min"].to_numpy(), ended

    def median(self, ending):
        rows, days, ended = self.lives(ending)
        if not len(rows):
            return {"value": None, "n": 0}
        return {"value": curve(days, ended)["median"], "n": len(rows)}

    def active_days(self, length):
        active = self.people.between(self.last(length))
        return {**self.share(int(active["days"].sum()), len(active)), "n": len(active)}

    def regulars(self):
        active = self.people.between(self.last(SILENT))
        count = int((active["actions"] >= REGULAR).sum())
        return {"value": count, "n": count}

    def actions_per_member(self):
        active = self.people.between(self.window)
        return {**self.share(int(active["actions"].sum()), len(active)), "n": len(active)}

    def stages(self):
        people, window = self.people, self.joining_window
        rows = people.counted[inside(people.began[people.counted], window)]
        contributors = rows[people.first[rows] <= window[1]]
        regulars = rows[people.regular[rows] <= window[1]]
        return len(rows), len(contributors), len(regulars)

    def contribution_rate(self):
        members, contributors, _ = self.stages()
        return {**self.share(contributors, members), "n": members}

    def regular_rate(self):
        _, contributors, regulars = self.stages()
        return {**self.share(regulars, contributors), "n": contributors}

    def figure(self, kpi):
        window = self.joining_window if kpi in OF_JOINING else self.window
        if kpi == "activities":
            return self.activities()
        if window is None:
            return {"value": None}
        if kpi in ACTIVES:
            return self.actives(kpi)
        return {
            "new_members": self.new_members,
            "first_time_contributors": self.first_time,
            "reactivated_members": self.reactivated,
            "lost_regulars": self.lost,
            "net_active_change": self.net_change,
            "returning_rate": self.returning,
            "retention": lambda: self.retention(False),
            "churn": lambda: self.retention(True),
            "membership_retention": lambda: self.membership_retention(False),
            "membership_churn": lambda: self.membership_retention(True),
            "next_day_retention": lambda: self.next_step("day"),
            "next_week_retention": lambda: self.next_step("week"),
            "next_month_retention": lambda: self.next_step("month"),
            "median_active_life": lambda: self.median("silence"),
            "median_membership": lambda: self.median("leaving"),
            "active_days_30": lambda: self.active_days(30),
            "active_days_90": lambda: self.active_days(90),
            "active_days_365": lambda: self.active_days(365),
            "regulars": self.regulars,
            "actions_per_member": self.actions_per_member,
            "contribution_rate": self.contribution_rate,
            "regular_rate": self.regular_rate,
        }[kpi]()

    # Tables and curves

    def cohorts(self, grain):
        """First day, size and cells of each cohort; cells of the future are missing."""
        if self.window is None:
            return []
        found = [(max(a, self.window[0]), min(b, self.window[1]))
                 for a, b in steps(self.window, grain, self.community.week_start)]
        active = [set(self.people.between(step).index) for step in found]
        table = []
        for place, step in enumerate(found):
            cohort = set(self.newcomers(step))
            cells = [len(cohort & others) for others in active[place:]] + [None] * place
            table.append([step[0], len(cohort), cells])
        return table

    def survival(self, ending):
        rows, days, ended = self.lives(ending)
        return curve(days, ended) if len(rows) else None

    def log_rank(self, ending):
        """Between the channels that members began with."""
        rows, days, ended = self.lives(ending)
        community = self.community
        begins = community.action if ending == "silence" else community.action | (
            (community.act_kind == "join") & ~community.act_staff)
        begins = begins & self.people.here & community.has_member & ~np.isnan(community.act_time)
        frame = pd.DataFrame({"member": community.act_member[begins], "time": community.act_time[begins],
                              "channel": community.act_channel[begins]})
        first = frame.sort_values(["time", "channel"]).groupby("member")["channel"].first()
        groups = first.reindex(rows).fillna("").to_numpy(dtype=object).astype(str)
        names, sizes = np.unique(groups, return_counts=True)
        # A group that nobody was left of when the first end was seen cannot be compared.
        told = [name for name in names if ended.any() and days[groups == name].max() >= days[ended].min()]
        if len(told) < 2:
            return None
        keep = np.isin(groups, told)
        chi_square, p = survdiff(days[keep], ended[keep].astype(int), groups[keep])
        return {"chi_square": chi_square, "p": p, "sizes": sorted(sizes.tolist(), reverse=True)}

    def levels(self):
        window = self.joining_window
        if window is None:
            return None
        people = self.people
        days = (min(max(window[1] - SILENT + 1, self.span[0]), window[1]), window[1])
        active = people.between(days).reindex(range(len(people.first)), fill_value=0)
        rows = people.counted[~(people.began[people.counted] > window[1])]
        actions, on = active["actions"].to_numpy()[rows], active["days"].to_numpy()[rows]
        core = (actions >= REGULAR) & (on >= 12)
        regular = (actions >= REGULAR) & ~core
        ever = people.first[rows] <= window[1]
        some = (actions > 0) & (actions < REGULAR)
        none = actions == 0
        return [int(level.sum()) for level in (core, regular, some, none & ever, none & ~ever)]

    def funnel(self):
        if self.joining_window is None:
            return None
        table = self.community.facts.channel_days
        if self.query.channels:
            table = table[table["channel"].isin(self.query.channels)]
        if self.query.period:
            table = table[inside(table["day"], self.query.period)]
        visits = table["visits"].dropna()
        return ([float(visits.sum())] if len(visits) else []) + list(self.stages())


def curve(days, ended):
    """Kaplan–Meier with the log-log band, by statsmodels; steps where somebody's end was seen."""
    if not ended.any():
        return {"n": len(days), "events": 0, "median": None, "steps": []}
    found = SurvfuncRight(days, ended.astype(int))
    survival, error = found.surv_prob, found.surv_prob_se
    rows = []
    for time, risk, events, s, se in zip(found.surv_times, found.n_risk, found.n_events, survival, error):
        low = high = None
        if 0 < s < 1:
            spread = norm.ppf(0.975) * se / (s * abs(np.log(s)))
            low, high = s ** np.exp(spread), s ** np.exp(-spread)
        rows.append([time, risk, events, s, low, high])
    below = found.surv_times[survival <= 0.5 + 1e-12]
    return {"n": len(days), "events": int(ended.sum()), "median": below[0] if len(below) else None, "steps": rows}


ACTIVES = ("dau", "wau", "mau", "rolling_mau", "stickiness", "active_members")
OF_JOINING = ("new_members", "membership_retention", "membership_churn", "median_membership", "contribution_rate",
              "regular_rate")
MEMBERS = (*ACTIVES, *OF_JOINING, "activities", "first_time_contributors", "reactivated_members", "lost_regulars",
           "net_active_change", "returning_rate", "retention", "churn", "next_day_retention", "next_week_retention",
           "next_month_retention", "median_active_life", "active_days_30", "active_days_90", "active_days_365",
           "regulars", "actions_per_member")

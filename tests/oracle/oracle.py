"""The KPI catalogue a second time, written from its definitions (docs/kpis.md) with pandas, numpy, scipy and
statsmodels. It shares nothing with Hearth but the facts: CSV files of the four tables, and what to answer, in a JSON
file. The answers go to standard output as JSON; `tests/oracle/main.rs` holds Hearth to them.

    python oracle.py task.json
"""

import json
import sys

import numpy as np

import impact
import real
from content import CONTENT, Posts
from facts import Community, Facts, Query, cut, inside, round_trip, steps, text_of
from members import MEMBERS, OF_JOINING, Members, People, curve, survdiff
from talk import TALK, Talk, Threads


class Oracle:
    """One community; what does not depend on the days asked for is worked out once."""

    def __init__(self, facts, settings):
        self.community = Community(facts, settings)
        self.threads = Threads(self.community)
        self.people = {}

    def people_of(self, channels):
        key = tuple(sorted(channels))
        if key not in self.people:
            self.people[key] = People(self.community, channels)
            self.people[key].everywhere = self.people_of([]) if channels else self.people[key]
        return self.people[key]

    def part(self, kpi, query):
        """Who answers a KPI."""
        if kpi in CONTENT:
            return Posts(self.community, query)
        people = self.people_of(query.channels)
        if kpi in MEMBERS:
            return Members(self.community, query, people)
        return Talk(self.community, query, self.threads, people)

    def figure(self, kpi, query):
        figure = self.part(kpi, query).figure(kpi)
        if figure["value"] is None:
            figure.setdefault("n", 0)
        return {name: value for name, value in figure.items() if name != "members"}

    def series(self, kpi, grain, query):
        """First day, last day, value and n of each step."""
        community = self.community
        if kpi in ("follower_growth", "follower_growth_gross", "followers"):
            found = community.facts.channel_days["day"].to_numpy()
            span = (int(found.min()), int(found.max())) if len(found) else None
        elif kpi in CONTENT:
            span = community.post_span
        elif kpi in OF_JOINING:
            span = self.people_of(query.channels).joining_span
        else:
            span = community.act_span
        window = cut(span, query.period)
        if window is None:
            return []
        points = []
        rolling = {"wau": 7, "mau": 30, "rolling_mau": 30, "stickiness": 30}.get(kpi) if grain == "day" else None
        for start, end in steps(window, grain, community.week_start):
            start, end = max(start, window[0]), min(end, window[1])
            if rolling:
                # The days that end with each day.
                members = self.part(kpi, query.at((start, end)))
                days = members.last(rolling)
                value = members.distinct(days)
                if kpi == "stickiness":
                    dau = members.member_days(days) / (days[1] - days[0] + 1)
                    value = dau / value if value else None
                points.append([start, end, value, members.named_actions(days)])
            else:
                figure = self.figure(kpi, query.at((start, end)))
                points.append([start, end, figure["value"], figure.get("n")])
        return points

    def whole(self, points, grain):
        week_start = self.community.week_start
        return [point for point in points if steps((point[0], point[0]), grain, week_start)[0] == tuple(point[:2])]

    def answer(self, task):
        query = Query.of(task["query"])
        posts, members, talk = (self.part(kpi, query) for kpi in ("posts", "dau", "gini"))
        answer = {
            "figures": {kpi: self.figure(kpi, query) for kpi in (*CONTENT, *MEMBERS, *TALK)},
            "slots": posts.best_slots(),
            "ranking": {kpi: posts.ranking(kpi, 10) for kpi in ("engagements", "engagement_rate_by_reach", "clicks")},
            "levels": members.levels(),
            "funnel": members.funnel(),
            "survival": {ending: members.survival(ending) for ending in ("silence", "leaving")},
            "log_rank": {ending: members.log_rank(ending) for ending in ("silence", "leaving")},
            "lorenz": {"wrote": talk.lorenz(False), "all": talk.lorenz(True)},
            "first_replies": talk.first_reply_histogram(),
            "actions": talk.activity_histogram(),
            "pairs": talk.reply_pairs(50),
            "hours": self.hours(talk),
            "cohorts": {},
            "series": {},
            "trend": {},
            "anomalies": {},
            "naive": {},
        }
        for grain in task["cohorts"]:
            table = members.cohorts(grain)
            answer["cohorts"][grain] = [[text_of(start), size, cells] for start, size, cells in table]
        for kpi, grain in task["series"]:
            points = self.series(kpi, grain, query)
            name = f"{kpi} by {grain}"
            answer["series"][name] = [[text_of(a), text_of(b), value, n] for a, b, value, n in points]
            whole = self.whole(points, grain)
            answer["trend"][name] = impact.trend(whole)
            if all(point[3] is not None for point in whole):
                found = impact.anomalies(whole) if query.period is None else []
                answer["anomalies"][name] = [[text_of(day), way] for day, way in found]
            if query.period is None:
                answer["naive"][name] = impact.naive(whole, grain, 14)
        if points := query.period is None and task["series"] and self.series("activities", "day", query):
            middle = (points[0][0] + points[-1][0]) // 2
            answer["before_after"] = impact.before_after(points, middle, 14)
            community = self.community
            times = community.act_time[community.action & members.people.here & ~np.isnan(community.act_time)]
            answer["alert"] = impact.alert(times, task["now"])
        return answer

    def hours(self, talk):
        """Counted actions of each weekday × hour."""
        community = self.community
        rows = self.people_of(talk.query.channels).here & community.action & ~np.isnan(community.act_day)
        if talk.window is None:
            return [0] * 168
        rows &= inside(community.act_day, talk.window)
        return np.bincount(community.act_slot[rows].astype(int), minlength=168).tolist()


def lives(task):
    """Kaplan–Meier and log-rank of plain durations."""
    days, ended, groups = (np.array(task[name]) for name in ("days", "ended", "groups"))
    chi_square, p = survdiff(days, ended.astype(int), groups)
    curves = {str(group): curve(days[groups == group], ended[groups == group]) for group in np.unique(groups)}
    return {"chi_square": chi_square, "p": p, "all": curve(days, ended), "groups": curves}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    answers = {"communities": [], "lives": [lives(one) for one in task.get("lives", [])]}
    for community in task["communities"]:
        source = community["facts"]
        facts = real.FILES[source["real"]](source["file"], community["settings"]) if "real" in source \
            else Facts(source["folder"])
        oracle = Oracle(facts, community["settings"])
        answers["communities"].append([oracle.answer(one) for one in community["tasks"]])
    if smooth := task.get("holt_winters"):
        answers["holt_winters"] = impact.holt_winters(**smooth)
    json.dump(round_trip(answers), sys.stdout, allow_nan=False)


main()

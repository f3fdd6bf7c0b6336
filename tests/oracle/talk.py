"""Conversation and concentration (32–42)."""

import numpy as np
import pandas as pd

from facts import DAY_MS, cut, divide, inside

WEEK_MS = 7 * DAY_MS
WAITS = [60, 300, 900, 3_600, 4 * 3_600, 12 * 3_600, 86_400, 3 * 86_400, 7 * 86_400, 30 * 86_400]


class Threads:
    """Who answers what, for all days: one pass over the messages of a community."""

    def __init__(self, community):
        acts, count = community.facts.activities, len(community.facts.activities)
        self.community = community
        kinds, message = community.act_kind, community.message
        parents = acts["parent"].to_numpy()
        ids, sources = acts["id"].tolist(), acts["source"].tolist()
        threads, answers = acts["thread"].tolist(), acts["reply_to"].tolist()
        posts = set(zip(community.facts.posts["source"], community.facts.posts["id"]))
        openings = {(sources[row], ids[row]): row for row in np.flatnonzero(message)}

        # Conversations known by their id alone: the message with that id, or the earliest that answers nothing.
        earliest = {}
        for row in np.flatnonzero(message & np.isnan(parents)):
            if threads[row] and not answers[row] and kinds[row] != "reply":
                key = (sources[row], threads[row])
                time = community.act_time[row]
                time = np.inf if np.isnan(time) else time
                if key not in earliest or time < earliest[key][0]:
                    earliest[key] = (time, row)

        def answered(row):
            """The row a message answers, itself for an opening, None where it is not in the data."""
            if not np.isnan(parents[row]) and parents[row] != row:
                return int(parents[row])
            if not message[row] or not (threads[row] or answers[row]):
                return None if kinds[row] == "reply" else row
            own_post = not answers[row] or (sources[row], answers[row]) in posts
            if not threads[row]:
                return row if own_post else None
            key = (sources[row], threads[row])
            if key in openings:
                return openings[key]
            if key in posts:
                return row if own_post else None
            return earliest[key][1] if key in earliest else None

        up = [answered(row) for row in range(count)]
        self.root = np.full(count, -1)
        for row in np.flatnonzero(message):
            seen, at = set(), row
            while at is not None and up[at] != at and at not in seen:
                seen.add(at)
                at = up[at]
            if at is not None and up[at] == at and message[at]:
                self.root[row] = at
        # Whom a message answers: the author of the message; where only the conversation is known, who opened it.
        self.target = np.full(count, -1)
        for row in np.flatnonzero(message):
            parent = parents[row]
            if row == self.root[row] and not np.isnan(community.act_day[row]):
                continue
            if not np.isnan(parent) and parent != row and message[int(parent)]:
                self.target[row] = int(parent)
            elif self.root[row] >= 0 and not np.isnan(community.act_day[self.root[row]]):
                self.target[row] = self.root[row]

        rows = np.flatnonzero(message & (self.root >= 0))
        table = pd.DataFrame({"row": rows, "root": self.root[rows]})
        table["time"] = community.act_time[rows]
        table["member"] = community.act_member[rows]
        table["staff"] = community.act_staff[rows]
        table["asker"] = community.act_member[table["root"]]
        table["asked"] = community.act_time[table["root"]]
        known = table["member"].notna()
        bot = np.zeros(len(table), bool)
        bot[known] = community.is_bot[table.loc[known, "member"].astype(int)]
        other = known & ~bot & table["asker"].notna() & (table["member"] != table["asker"])
        wait = (table["time"] - table["asked"])[other & table["time"].notna()]
        threads = table[~table["staff"]].groupby("root").size()
        self.list = pd.DataFrame({"opener": np.flatnonzero(message & (self.root == np.arange(count)))})
        opener = self.list["opener"]
        self.list["messages"] = threads.reindex(opener).fillna(0).to_numpy()
        self.list["wait"] = wait.groupby(table["root"]).min().reindex(opener).to_numpy()
        self.list["day"] = community.act_day[opener]
        self.list["asked"] = community.act_time[opener]
        self.list["asker"] = community.act_member[opener]
        self.list["staff"] = community.act_staff[opener]
        self.list["channel"] = community.act_channel[opener]
        self.latest = np.nanmax(community.act_time) if count else np.nan


class Talk:
    """The figures of a query."""

    def __init__(self, community, query, threads, people):
        self.community, self.query, self.all, self.people = community, query, threads, people
        self.window = cut(community.act_span, query.period)
        self.here = people.here
        if self.window is None:
            self.dated = np.zeros(len(self.here), bool)
        else:
            self.dated = self.here & inside(community.act_day, self.window)
        #: Messages of members asked for; for all time those without a time too.
        asked = self.here & (self.dated | np.isnan(community.act_day)) if query.period is None else self.dated
        self.messages = asked & community.message & ~community.act_staff
        self.asked = asked

    def threads(self):
        table = self.all.list
        if self.window is None:
            return table[:0]
        keep = inside(table["day"], self.window) & ~table["staff"]
        if self.query.channels:
            keep &= table["channel"].isin(self.query.channels)
        return table[keep]

    def judged(self):
        """Threads old enough to be judged, whose opener is known and whose answers are not older than they."""
        table = self.threads()
        old = table["asked"] + WEEK_MS <= self.all.latest
        return table[table["asker"].notna() & ~(table["wait"] < 0) & old]

    @staticmethod
    def share(top, bottom, n=None):
        return {"value": divide(top, bottom), "numerator": top, "denominator": bottom, "n": bottom if n is None else n}

    def per_thread(self):
        table = self.threads()
        return self.share(int(table["messages"].sum()), len(table))

    def coverage(self):
        table = self.judged()
        return self.share(int((table["wait"] <= WEEK_MS).sum()), len(table))

    def solo(self):
        table = self.judged()
        return self.share(int(table["wait"].isna().sum()), len(table))

    def waits(self):
        table = self.threads()
        return table[table["asker"].notna() & (table["wait"] >= 0)]["wait"].to_numpy() / 1000

    def quantile(self, share):
        waits = self.waits()
        return {"value": np.quantile(waits, share) if len(waits) else None, "n": len(waits)}

    def reported(self):
        likes = self.community.facts.activities["likes"].to_numpy()[self.messages]
        likes = likes[~np.isnan(likes)]
        return self.share(likes.sum(), len(likes))

    def given(self):
        kinds = self.community.act_kind
        if not (kinds == "reaction").any():
            return {"value": None}
        count = int((self.asked & (kinds == "reaction") & ~self.community.act_staff).sum())
        return self.share(count, int(self.messages.sum()))

    def counts(self):
        """Messages of each person who wrote, ascending."""
        rows = self.messages & self.community.has_member
        return np.sort(np.unique(self.community.act_member[rows], return_counts=True)[1])

    def fewest(self, share):
        """The fewest people who together make a share; of all messages."""
        counts = self.counts()[::-1]
        if not len(counts):
            return None
        # Whole numbers: a share of exactly one half is one half.
        return int(np.argmax(np.cumsum(counts) * 1000 >= counts.sum() * round(share * 1000))) + 1

    def onion(self, layer):
        counts = self.counts()
        if not len(counts):
            return {"value": None}
        core, most = self.fewest(0.8), self.fewest(0.95)
        value = {"core": core, "regular": most - core, "casual": len(counts) - most}[layer]
        return {"value": value, "n": int(counts.sum())}

    def top_ten(self):
        counts = self.counts()
        return {"value": divide(int(counts[-10:].sum()), int(counts.sum())), "n": int(counts.sum())}

    def members(self):
        """Members of the community on some of the days: whose joining is known, and who had not left before."""
        everywhere = self.people.everywhere
        if self.window is None:
            return np.array([], int)
        rows = everywhere.counted
        there = (everywhere.joined[rows] <= self.window[1]) & ~(everywhere.left[rows] < self.window[0])
        return rows[there]

    def role(self, role):
        members = set(self.members())
        if not members:
            return {"value": None, "n": 0}
        community = self.community
        did = self.dated & community.action & community.has_member
        active = set(community.act_member[did].astype(int)) & members
        creators = set(community.act_member[did & (community.act_kind == "post")].astype(int)) & members
        top = {"creator": creators, "contributor": active - creators, "lurker": members - active}[role]
        return self.share(len(top), len(members))

    def lorenz_counts(self, silent):
        counts = self.counts()
        if not silent:
            return counts
        if np.isnan(self.people.everywhere.joined).all():
            return None
        rows = self.messages & self.community.has_member
        wrote = set(self.community.act_member[rows].astype(int))
        zeros = len(set(self.members()) - wrote)
        return np.concatenate([np.zeros(zeros, int), counts])

    def gini(self, silent):
        x = self.lorenz_counts(silent)
        if x is None or not x.sum():
            return {"value": None}
        # Half of the mean difference between any two people, by the mean: the definition before any rewriting.
        values, people = np.unique(x, return_counts=True)
        difference = (np.abs(values[:, None] - values[None, :]) * people[:, None] * people[None, :]).sum()
        return {"value": difference / (2 * len(x) ** 2 * x.mean()), "n": int(x.sum())}

    def lorenz(self, silent):
        x = self.lorenz_counts(silent)
        if x is None or not x.sum():
            return None
        n, steps = len(x), min(200, len(x))
        at = np.arange(0, steps + 1) * n // steps
        made = np.concatenate([[0], np.cumsum(x)])
        return [[place / n, made[place] / x.sum()] for place in at]

    def replies(self):
        """(from, to) of each reply that joins two members, and the people who wrote or were answered."""
        community = self.community
        rows = np.flatnonzero(self.dated & community.message & ~community.act_staff & community.has_member)
        people = set(community.act_member[rows].astype(int))
        found = []
        for row in rows:
            target = self.all.target[row]
            if target < 0 or community.act_staff[target] or not community.has_member[target]:
                continue
            who, whom = int(community.act_member[row]), int(community.act_member[target])
            if who != whom:
                found.append((who, whom))
                people.add(whom)
        return found, people

    def network(self, kpi):
        found, people = self.replies()
        pairs = set(found)
        if kpi == "reply_density":
            return self.share(len(pairs), len(people) * (len(people) - 1), len(found))
        return self.share(sum((b, a) in pairs for a, b in pairs), len(pairs), len(found))

    def reply_pairs(self, limit):
        found, people = self.replies()
        counts = pd.Series(found, dtype=object).value_counts().to_dict()
        order = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:limit]
        pairs = [[a, b, count, counts.get((b, a), 0)] for (a, b), count in order]
        return {"pairs": pairs, "distinct": len(counts), "replies": len(found), "people": len(people)}

    def figure(self, kpi):
        return {
            "messages_per_thread": self.per_thread,
            "reply_coverage": self.coverage,
            "first_reply_median": lambda: self.quantile(0.5),
            "first_reply_p90": lambda: self.quantile(0.9),
            "solo_thread_rate": self.solo,
            "reactions_per_message": self.reported,
            "reactions_given_per_message": self.given,
            "top_ten_share": self.top_ten,
            "contributor_absence_factor": lambda: {"value": self.fewest(0.5), "n": int(self.counts().sum())},
            "core_members": lambda: self.onion("core"),
            "regular_members": lambda: self.onion("regular"),
            "casual_members": lambda: self.onion("casual"),
            "creator_share": lambda: self.role("creator"),
            "contributor_share": lambda: self.role("contributor"),
            "lurker_share": lambda: self.role("lurker"),
            "gini": lambda: self.gini(False),
            "gini_all_members": lambda: self.gini(True),
            "reply_density": lambda: self.network(kpi),
            "reply_reciprocity": lambda: self.network(kpi),
        }[kpi]()

    # Histograms

    def first_reply_histogram(self):
        return np.histogram(self.waits(), [0, *WAITS, np.inf])[0].tolist()

    def activity_histogram(self):
        """Ranges 1, 2, 3–5, 6–10, 11–20 … and the members in them."""
        community = self.community
        rows = self.asked & community.action & community.has_member
        counts = np.unique(community.act_member[rows], return_counts=True)[1]
        ends = [1]
        while len(counts) and ends[-1] < counts.max():
            lead = str(ends[-1])[0]
            ends.append(int(ends[-1] * {"1": 2, "2": 2.5, "5": 2}[lead]))
        edges = [1, *(end + 1 for end in ends)]
        return np.histogram(counts, edges)[0].tolist() if len(counts) else []


TALK = ("messages_per_thread", "reply_coverage", "first_reply_median", "first_reply_p90", "solo_thread_rate",
        "reactions_per_message", "reactions_given_per_message", "top_ten_share", "contributor_absence_factor",
        "core_members", "regular_members", "casual_members", "creator_share", "contributor_share", "lurker_share",
        "gini", "gini_all_members", "reply_density", "reply_reciprocity")

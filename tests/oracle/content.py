"""KPIs of posts and of the daily statistics of channels (1–14)."""

import numpy as np

from facts import METRICS, cut, divide, inside

WEEKDAYS = 7


def rates():
    """Id: what stands above the line, below it, whether it is the mean of the posts' rates, and the scale."""
    found = {}
    for by in ("reach", "impressions", "followers", "views"):
        found[f"engagement_rate_by_{by}"] = ("engagements", by, False, 1)
        found[f"engagement_rate_by_{by}_mean"] = ("engagements", by, True, 1)
    found["weighted_engagement_rate"] = ("weighted", "followers", False, 1)
    found["weighted_engagement_rate_mean"] = ("weighted", "followers", True, 1)
    for name, metric in (("conversation", "comments"), ("amplification", "shares"), ("applause", "likes")):
        found[f"{name}_rate"] = (metric, "posts", False, 1)
        found[f"{name}_rate_per_1000_followers"] = (metric, "followers", False, 1000)
    found["click_through_rate"] = ("clicks", "impressions", False, 1)
    found["click_through_rate_mean"] = ("clicks", "impressions", True, 1)
    found["save_rate_by_reach"] = ("saves", "reach", False, 1)
    found["save_rate_by_reach_mean"] = ("saves", "reach", True, 1)
    found["save_rate_by_impressions"] = ("saves", "impressions", False, 1)
    return found


RATES = rates()
SUMS = ("engagements", "reach", "impressions", "views", "likes", "comments", "shares", "saves", "clicks")


class Posts:
    """The posts a query asks for."""

    def __init__(self, community, query):
        self.community, self.query = community, query
        table = community.facts.posts
        keep = np.ones(len(table), bool)
        if query.channels:
            keep &= table["channel"].isin(query.channels).to_numpy()
        if query.post_types:
            keep &= table["type"].isin(query.post_types).to_numpy()
        if query.paid is not None:
            keep &= (table["paid"] == (1 if query.paid else 0)).to_numpy()
        self.asked = keep
        if query.period:
            keep = keep & inside(community.post_day, query.period)
        self.keep = keep
        self.rows = np.flatnonzero(keep)
        self.cells = {name: table[name].to_numpy()[keep] for name in METRICS}
        self.window = cut(community.post_span, query.period)

    def quantity(self, name):
        """A number of each post; NaN where it is missing."""
        if name == "posts":
            return np.ones(len(self.rows))
        if name not in ("engagements", "weighted"):
            return self.cells[name]
        weights = self.community.settings["weights"] if name == "weighted" else {"like": 1, "comment": 1, "share": 1}
        parts = np.array([self.cells[name] for name in ("likes", "comments", "shares")])
        factors = np.array([weights["like"], weights["comment"], weights["share"]])
        total = (np.nan_to_num(parts) * factors[:, None]).sum(axis=0)
        return np.where(np.isnan(parts).all(axis=0), np.nan, total)

    def pairs(self, top, bottom):
        """Both numbers of each post that has them, its place among the posts asked for, and its rate."""
        above, below = self.quantity(top), self.quantity(bottom)
        good = ~np.isnan(above) & ~np.isnan(below) & (below > 0)
        return above[good], below[good], np.flatnonzero(good)

    def rate(self, top, bottom, mean, scale):
        above, below, _ = self.pairs(top, bottom)
        n = len(above)
        if n == 0:
            return {"value": None, "n": 0}
        numerator, denominator = ((above / below).sum(), n) if mean else (above.sum(), below.sum())
        return {
            "value": numerator / denominator * scale,
            "numerator": numerator,
            "denominator": denominator,
            "n": n,
        }

    def sum(self, name):
        values = self.quantity(name)
        values = values[~np.isnan(values)]
        return {"value": values.sum() if len(values) else None, "n": len(values)}

    def number(self):
        known = len(self.asked) > 0 and (self.query.period is None or self.window is not None)
        return {"value": float(len(self.rows)) if known else None, "n": len(self.rows)}

    def daily(self):
        """Engagements by days and followers; followers are added up over the channels."""
        if self.window is None:
            return {"value": None, "n": 0}
        community, table = self.community, self.community.facts.posts
        stats = community.facts.channel_days
        dated = ~np.isnan(community.post_day[self.rows])
        channels = table["channel"].to_numpy(dtype=object)[self.rows]
        engagements, at_publish = self.quantity("engagements"), self.cells["followers"]
        top, followers, n = 0.0, 0.0, 0
        for channel in sorted(set(channels[dated])):
            of = dated & (channels == channel)
            known = of & ~np.isnan(engagements)
            days = stats[(stats["channel"] == channel) & inside(stats["day"], self.window)]["followers"].dropna()
            if len(days):
                base = days.mean()
            else:
                published = at_publish[of & ~np.isnan(at_publish)]
                base = published.mean() if len(published) else 0
            if base > 0 and known.any():
                followers += base
                top += engagements[known].sum()
                n += int(known.sum())
        bottom = (self.window[1] - self.window[0] + 1) * followers
        return {"value": divide(top, bottom), "n": n}

    def slots(self, top="engagements", bottom="reach"):
        """Mean rate and number of posts of each weekday × hour."""
        above, below, places = self.pairs(top, bottom)
        slots = self.community.post_slot[self.rows][places]
        found = {}
        for slot in np.unique(slots[~np.isnan(slots)]):
            rates = (above / below)[slots == slot]
            found[int(slot)] = (rates.mean(), len(rates))
        return found

    def best_slots(self):
        ranked = [(rate, n, slot) for slot, (rate, n) in self.slots().items() if n >= 2]
        ranked.sort(key=lambda one: (-one[0], -one[1], one[2]))
        return [[slot // 24, slot % 24, rate, n] for rate, n, slot in ranked]

    def best_slot(self):
        best = self.best_slots()
        return {"value": best[0][2], "n": best[0][3]} if best else {"value": None}

    def statistics(self):
        """The daily statistics of each channel asked for, in the order of the days."""
        table = self.community.facts.channel_days
        if self.query.channels:
            table = table[table["channel"].isin(self.query.channels)]
        return [rows.sort_values("day", kind="stable") for _, rows in table.groupby("channel")]

    def growth(self, gross):
        period = self.query.period
        first, last = (period[0] - 1, period[1]) if period else (-np.inf, np.inf)
        start = end = gained = 0.0
        channels = 0
        for rows in self.statistics():
            known = rows[rows["followers"].notna() & inside(rows["day"], (first, last))]
            if len(known) < 2:
                continue
            base, final = known.iloc[0], known.iloc[-1]
            days = rows[(rows["day"] > base["day"]) & (rows["day"] <= final["day"])]["gained"].dropna()
            if base["followers"] <= 0 or (gross and not len(days)):
                continue
            start += base["followers"]
            end += final["followers"]
            gained += days.sum()
            channels += 1
        if channels == 0:
            return {"value": None, "n": 0}
        top = gained if gross else end - start
        return {"value": top / start, "denominator": start, "n": channels}

    def followers(self):
        total, channels = 0.0, 0
        for rows in self.statistics():
            known = rows[rows["followers"].notna()]
            if self.query.period:
                known = known[inside(known["day"], self.query.period)]
            if len(known):
                total += known.iloc[-1]["followers"]
                channels += 1
        return {"value": total if channels else None, "n": channels}

    def figure(self, kpi):
        if kpi in RATES:
            return self.rate(*RATES[kpi])
        if kpi in SUMS:
            return self.sum(kpi)
        return {
            "posts": self.number,
            "daily_engagement_rate": self.daily,
            "best_slot": self.best_slot,
            "follower_growth": lambda: self.growth(False),
            "follower_growth_gross": lambda: self.growth(True),
            "followers": self.followers,
        }[kpi]()

    def ranking(self, kpi, limit):
        """Highest values of single posts."""
        top, bottom, _, scale = RATES[kpi] if kpi in RATES else (kpi, "posts", False, 1)
        above, below, _ = self.pairs(top, bottom)
        return sorted((above / below * scale).tolist(), reverse=True)[:limit]


CONTENT = (*RATES, *SUMS, "posts", "daily_engagement_rate", "best_slot", "follower_growth", "follower_growth_gross",
           "followers")

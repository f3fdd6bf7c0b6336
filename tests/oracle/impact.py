"""What the course of a figure says (59–63)."""

import numpy as np
from scipy.stats import norm, theilslopes
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

SEASON = {"day": 7, "week": 52, "month": 12}


def values_of(points):
    return np.array([np.nan if point[2] is None else point[2] for point in points], dtype=float)


def trend(points):
    """Theil–Sen by scipy and Mann–Kendall after Gilbert (1987), 16.4."""
    y = values_of(points)
    x = np.flatnonzero(~np.isnan(y))
    y = y[x]
    if len(y) < 4 or len(set(y)) == 1:
        return None
    slope, intercept, low, high = theilslopes(y, x, 0.95)
    s = int(sum(np.sign(y[place + 1:] - y[place]).sum() for place in range(len(y))))
    n = len(y)
    ties = np.unique(y, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    z = (s - np.sign(s)) / np.sqrt(variance)
    return {"slope": slope, "intercept": intercept, "low": low, "high": high, "s": s, "n": n,
            "tau": s / (n * (n - 1) / 2), "z": z, "p": 2 * norm.sf(abs(z))}


def anomalies(points, k=2.0, baseline=7, minimum=10):
    """Points beyond mean ± k · sd of those before."""
    y, n = values_of(points), np.array([point[3] for point in points])
    found = []
    for at in range(baseline, len(y)):
        before = y[at - baseline:at]
        before = before[~np.isnan(before)]
        if np.isnan(y[at]) or len(before) < max(-(-baseline // 2), 3) or np.std(before) == 0:
            continue
        mean, margin = before.mean(), k * before.std(ddof=1)
        if y[at] > mean + margin and n[at] >= minimum:
            found.append([points[at][0], "high"])
        elif y[at] < mean - margin and n[at - baseline:at].mean() >= minimum:
            found.append([points[at][0], "low"])
    return found


def naive(points, grain, horizon):
    """The seasonal naive method: its error on the points held back, and what it says next."""
    y = values_of(points)
    y = y[np.flatnonzero(~np.isnan(y))[0]:] if not np.isnan(y).all() else y[:0]
    if (~np.isnan(y)).sum() < 8:
        return None
    horizon = min(horizon, len(y) // 2)
    held = max(min(horizon, len(y) // 5), 1)
    training, test = y[:-held], y[-held:]
    season = SEASON[grain] if (~np.isnan(training)).sum() >= 2 * SEASON[grain] else 1

    def ahead(known, count):
        known = known.tolist()
        for _ in range(count):
            at = len(known) - season
            while at >= 0 and np.isnan(known[at]):
                at -= season
            known.append(known[at])
        return np.array(known[len(known) - count:])

    error = test - ahead(training, held)
    error, actual = error[~np.isnan(error)], test[~np.isnan(error)]
    if not len(error):
        return None
    scale = np.nanmean(np.abs(training[season:] - training[:-season]))
    return {
        "season": season, "n": int((~np.isnan(y)).sum()), "held_back": len(error), "mae": np.abs(error).mean(),
        "mape": None if (actual == 0).any() else np.abs(error / actual).mean(),
        "mase": np.abs(error).mean() / scale if scale > 0 else None,
        "next": ahead(y, horizon),
        "deviation": np.sqrt(np.nanmean((y[season:] - y[:-season]) ** 2)),
    }


def before_after(points, day, length):
    """Means of the days before and from a day on."""
    y = {point[0]: point[2] for point in points if point[2] is not None}
    first, last = points[0][0], points[-1][1]
    known = min(length, day - first, last - day + 1)
    before = [y[one] for one in range(day - known, day) if one in y]
    after = [y[one] for one in range(day, day + known) if one in y]
    if known < 2 or len(before) < 2 or len(after) < 2:
        return None
    return {"mean_before": np.mean(before), "mean_after": np.mean(after), "n_before": len(before),
            "n_after": len(after), "difference": np.mean(after) - np.mean(before)}


def alert(times, now, k=2.0):
    """Hourly counts of the last 24 hours against the 168 before."""
    edges = now - np.arange(192, -1, -1) * 3_600_000
    hours = np.histogram(times, edges)[0].astype(float)
    # The last edge is not in the hour before it.
    hours[-1] -= (times == now).sum()
    before, recent = hours[:168], hours[168:]
    if not len(times) or np.min(times) > edges[0] or np.std(before) == 0:
        return None
    limit = before.mean() + k * before.std(ddof=1)
    return {"baseline": before.mean(), "deviation": before.std(ddof=1), "limit": limit, "recent": recent.mean(),
            "volume": recent.sum(), "raised": bool(recent.mean() > limit and recent.sum() >= 10)}


def holt_winters(values, season, alpha, beta, gamma):
    """Additive smoothing by statsmodels from the first state that docs/kpis.md names: the first two seasons."""
    y = np.asarray(values, dtype=float)
    one, two = y[:season], y[season:2 * season]
    trend = (two.mean() - one.mean()) / season
    line = one.mean() + trend * (np.arange(2 * season) - (season - 1) / 2)
    left = y[:2 * season] - line
    seasonal = (left[:season] + left[season:]) / 2
    model = ETSModel(
        y, error="add", trend="add", seasonal="add", seasonal_periods=season, initialization_method="known",
        initial_level=line[0] - trend, initial_trend=trend, initial_seasonal=seasonal)
    found = model.smooth([alpha, beta, gamma])
    error = y - found.fittedvalues
    return {"level": found.level[-1], "trend": found.slope[-1], "next": found.forecast(2 * season).tolist(),
            "squared_errors": (error[season:] ** 2).sum()}

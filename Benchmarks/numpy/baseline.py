"""What an analyst writes with numpy: the scoring and the uncertainty that the benchmark measures, on data of the same shape.

Vectorised over all cells, with the buffers allocated beforehand where that is usual. One thread, but for the matrix product.
"""

import time

import numpy as np

INDICATORS, CELLS = 30, 40_000 * 60
DIMENSIONS = [(range(0, 10), 0.43), (range(10, 20), 0.21), (range(20, 30), 0.36)]
TURNS = 5


def best(work):
    """Seconds of the fastest turn."""
    shortest = float("inf")
    for _ in range(TURNS):
        begin = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest


def score(panel, weights):
    """Goalposts, weighted means over the present children with their coverage, gates; three dimensions and the index."""
    index_sum, index_weight, index_covered = np.zeros(CELLS), np.zeros(CELLS), np.zeros(CELLS)
    dimensions_present = np.zeros(CELLS)
    for members, dimension_weight in DIMENSIONS:
        total, present = np.zeros(CELLS), np.zeros(CELLS)
        for i in members:
            scores = np.clip(panel[i] * (100 / (50 + i % 10)), 0, 100)
            if i % 5 == 4:
                scores = 100 - scores
            here = ~np.isnan(scores)
            total += np.where(here, scores * weights[i], 0)
            present += np.where(here, weights[i], 0)
        with np.errstate(invalid="ignore"):
            value = total / present
        coverage = present / sum(weights[i] for i in members)
        value[coverage < 0.6] = np.nan
        here = ~np.isnan(value)
        index_sum += np.where(here, value * dimension_weight, 0)
        index_weight += np.where(here, dimension_weight, 0)
        index_covered += np.where(here, coverage * dimension_weight, 0)
        dimensions_present += here
    with np.errstate(invalid="ignore"):
        index = index_sum / index_weight
    index[(index_covered < 0.65) | (dimensions_present < 2)] = np.nan
    return index


def uncertainty(options, weights, parents, replications, random):
    """Weights x (1 +- 0.25) at three levels, one of the normalisations: the index of every unit, its quantiles, ranks."""
    draws = weights * (1 + random.uniform(-0.25, 0.25, (replications, len(weights))))
    effective = np.empty_like(draws)
    for members in parents:
        effective[:, members] = draws[:, members] / draws[:, members].sum(axis=1, keepdims=True)
    middle = 1 + random.uniform(-0.25, 0.25, (replications, len(parents)))
    for group in (range(0, 5), range(5, len(parents))):
        group = list(group)
        middle[:, group] /= middle[:, group].sum(axis=1, keepdims=True)
    top = 1 + random.uniform(-0.25, 0.25, (replications, 2))
    top /= top.sum(axis=1, keepdims=True)
    for number, members in enumerate(parents):
        effective[:, members] *= (middle[:, number] * top[:, 0 if number < 5 else 1])[:, None]
    chosen = random.integers(len(options), size=replications)
    index = np.empty((replications, options[0].shape[0]))
    for option, matrix in enumerate(options):
        index[chosen == option] = effective[chosen == option] @ matrix.T
    ranks = (-index).argsort(axis=1).argsort(axis=1)
    return np.percentile(index, [5, 50, 95], axis=0), ranks


def main():
    random = np.random.default_rng(1)
    weights = [0.05 + 0.01 * (i % 10) for i in range(INDICATORS)]
    for missing in (0.0, 0.1):
        panel = random.uniform(0, 60, (INDICATORS, CELLS))
        if missing:
            panel[random.uniform(size=panel.shape) < missing] = np.nan
        gigabytes = panel.nbytes / 1e9
        seconds = best(lambda: score(panel, weights))
        print(f"scoring {missing * 100:.0f}\t{gigabytes / seconds:.6f}\tGB/s", flush=True)
        del panel
    sizes = [8, 5, 3, 6, 8, 5, 9, 5]
    starts = np.cumsum([0] + sizes)
    parents = [list(range(a, b)) for a, b in zip(starts, starts[1:])]
    raw = random.uniform(0, 100, (51, 49))
    options = [
        (raw - raw.min(axis=0)) / (raw.max(axis=0) - raw.min(axis=0)) * 100,
        (raw - raw.mean(axis=0)) / raw.std(axis=0, ddof=1),
    ]
    seconds = best(lambda: uncertainty(options, np.ones(49), parents, 1_000, random))
    print(f"uncertainty\t{seconds * 1e3:.6f}\tms", flush=True)


main()

#!/usr/bin/env python3
"""Recomputes every figure of docs/guide/method.md and writes them into the page.

    python3 Scripts/method-figures.py --program .build/release/influenced [--check]

Needs this repository and the built program alone: scores are what `influenced score` prints for the bundled model, and for
variants of it that `extends` it by a few lines (CHOICES). Observations that are compared with (votes, opinion) are those
of the bundled data; another index's figures are in Scripts/method-references.csv. Standard library of Python 3.9 or later; the
same input gives the same text (the draws have a fixed seed).

A table stands between `<!-- figures: NAME -->` and `<!-- end -->`; with --check nothing is written, and the exit status
is 1 if a table on the page is not the one computed.
"""
import argparse, csv, os, random, re, subprocess, sys, tempfile
from collections import defaultdict

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHOWN = ["RUS", "CHN", "EUU", "TUR", "USA"]
VOTERS = ["RUS", "CHN", "USA", "IND"]          # the powers whose agreement in votes the source publishes
MILESTONES = ["2015-12", "2020-12", "2023-12"]
LADDER = 'citation: "variant"'


def sco_as_agreement():
    scores = [0, 40, 40, 60, 80, 100]
    return "    levels:\n" + "".join(f"      - {{level: {n}, label: level {n}, score: {s}, {LADDER}}}\n"
                                     for n, s in enumerate(scores))


def weights(**given):
    return "indicators:\n" + "".join(f"  - {{id: {k}, weight: {v}}}\n" for k, v in given.items())


# What is switched: label, the lines of the variant. Weights that a tracked indicator frees go to its siblings as named.
CHOICES = [
    ("dimensions 1/3 each", "nodes:\n  - {id: economic, weight: 1}\n  - {id: security, weight: 1}\n  - {id: soft_power, weight: 1}\n"),
    ("dimensions by Lowy 15 : 10 : 20", "nodes:\n  - {id: economic, weight: 15}\n  - {id: security, weight: 10}\n  - {id: soft_power, weight: 20}\n"),
    ("index as a geometric mean, floor 1", "nodes:\n  - {id: index, aggregate: geometric}\n"
     + "".join(f"  - {{id: {n}, floor: 1}}\n" for n in ("economic", "security", "soft_power"))),
    ("economic gate .60", "nodes:\n  - {id: economic, min_coverage: 0.60}\n"),
    ("soft power gate .50", "nodes:\n  - {id: soft_power, min_coverage: 0.50}\n"),
    ("index from two of three dimensions, .60", "nodes:\n  - {id: index, min_coverage: 0.60, min_children: 2}\n"),
    ("trade no older than 60 months", "indicators:\n" + "".join(f"  - {{id: {i}, max_age: P60M}}\n" for i in ("trade_share", "import_share", "trade_gdp"))),
    ("students no older than 108 months", "indicators:\n  - {id: students_share, max_age: P108M}\n"),
    ("without imports (trade to GDP .20)", weights(import_share=0, trade_gdp=0.20)),
    ("without trade to GDP (imports .20)", weights(trade_gdp=0, import_share=0.20)),
    ("without energy (integration .225, remittances .175)", weights(energy_route_share=0, econ_integration_level=0.225, remittances_gdp=0.175)),
    ("without remittances (energy .20, integration .20)", weights(remittances_gdp=0, energy_route_share=0.20, econ_integration_level=0.20)),
    ("without official finance (energy .20, remittances .15, trade share .30)", weights(official_finance_gdp=0, energy_route_share=0.20, remittances_gdp=0.15, trade_share=0.30)),
    ("without integration (trade share .30, energy .20, remittances .15)", weights(econ_integration_level=0, trade_share=0.30, energy_route_share=0.20, remittances_gdp=0.15)),
    ("without presence of troops (arms .50, commitments .50)", weights(presence_class=0, arms_share_10y=0.50, alliance_level=0.50)),
    ("without students (language .40, councils .25, visas .20)", weights(students_share=0, language_position=0.40, igo_tie=0.25, visa_openness=0.20)),
    ("without language (students .50, councils .25)", weights(language_position=0, students_share=0.50, igo_tie=0.25)),
    ("SCO scored as a security agreement (40 for 20)", "indicators:\n  - id: alliance_level\n" + sco_as_agreement()),
    ("students from UNESCO alone (China not counted)", "indicators:\n  - {id: students_share, inputs: [students_abroad_reported], reporters: [UIS]}\n"),
    ("Confucius Institutes scored .15 (China alone has rows)", "indicators:\n  - {id: culture_centres, parent: soft_power, weight: 0.15, "
     "reporters: [BRIDASH, AIDDATA], transform: {log: {base: 10}}, normalise: {goalposts: [0, 1.041392685158225]}, cadence: P1Y, max_age: P60M}\n"),
    ("Turkmenistan without the compiled trade table", None),
    ("upper goalposts of shares and ratios x 0.8", 0.8),
    ("upper goalposts of shares and ratios x 1.25", 1.25),
]


class Model:
    """What of a model file this page prints: the bundled files' own layout, not YAML at large."""

    def __init__(self, path):
        self.path, self.nodes, self.leaves = path, {}, {}
        text = open(path, encoding="utf-8").read()
        part = re.split(r"^(nodes|indicators|measures|uncertainty):.*\n", text, flags=re.M)
        sections = dict(zip(part[1::2], part[2::2]))
        for block in re.split(r"^  - ", sections["nodes"], flags=re.M)[1:]:
            # On one line, or a key a line; what is said of a node (caveat) follows its keys.
            flow = re.match(r"\{(.*)\}", block)
            keys = dict(re.findall(r"(\w+): ([^,]+|\"[^\"]*\")(?:, |$)", flow.group(1)) if flow
                        else re.findall(r"^    ([a-z_]+): *(.*)$", "    " + block, re.M))
            self.nodes[keys["id"]] = keys
        for block in re.split(r"^  - ", sections["indicators"], flags=re.M)[1:]:
            if not block.startswith("id:"):
                continue
            keys = dict(re.findall(r"^\s*([a-z_]+): *(.*)$", "    " + block, re.M))
            if keys.get("parent") and float(keys.get("weight", 0)):
                self.leaves[keys["id"]] = keys
        self.countries = re.findall(r"id: (\w+)", text.split("countries:")[1].split("nodes:")[0])
        self.powers = re.findall(r"id: (\w+)", text.split("powers:")[1].split("countries:")[0])

    def children(self, node):
        both = {**self.nodes, **self.leaves}
        return [k for k, d in both.items() if d.get("parent") == node]

    def weight(self, name):
        return float({**self.nodes, **self.leaves}[name].get("weight", 1))

    def goalposts(self, leaf):
        found = re.search(r"goalposts: \[([^,]+), ([^\]]+)\]", self.leaves[leaf].get("normalise", ""))
        return tuple(float(x) for x in found.groups()) if found else None

    def measured(self, leaf):
        """On a scale of its own: its upper goalpost is a choice, other than that of a table of levels."""
        return self.leaves[leaf].get("transform") != "ordinal" and self.goalposts(leaf) is not None


class Index:
    """Scores of one variant: (country, power, node, period) -> value, null left out."""

    def __init__(self, rows):
        self.value = {tuple(r[:4]): float(r[4]) for r in rows if r[4] != ""}

    def __call__(self, country, power, period, node="index"):
        return self.value.get((country, power, node, period))


class Program:
    def __init__(self, program, model, data, month):
        self.program, self.model, self.data, self.month = program, model, data, month

    def score(self, variant="", nodes=("index",)):
        with tempfile.TemporaryDirectory() as folder:
            path, grid = os.path.join(folder, "variant.yaml"), os.path.join(folder, "grid.csv")
            above = os.path.relpath(self.model.path, os.path.realpath(folder))
            open(path, "w").write(f"model: variant\nextends: {above}\n{variant}")
            # A row that is not scored, so that the grid reaches the month that is told of.
            open(grid, "w").write("indicator,power,country,period,value,unit,status,reporter,released,source,note\n"
                                  f"gdp,,{self.model.countries[0]},{self.month},1,USD,U,GRID,,grid,\n")
            command = [self.program, "score", "--model", path, "--all", "--data", grid]
            command += [x for d in self.data for x in ("--data", d)] + [x for n in nodes for x in ("--node", n)]
            done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr[:2000])
        return Index(list(csv.reader(done.stdout.splitlines()))[1:])


# ---------------------------------------------------------------------- statistics
def ranks(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    rank, i = [0.0] * len(values), 0
    while i < len(order):
        j = i
        while j + 1 < len(order) and values[order[j + 1]] == values[order[i]]:
            j += 1
        for k in range(i, j + 1):
            rank[order[k]] = (i + j) / 2
        i = j + 1
    return rank


def spearman(pairs):
    """Rank correlation with mean ranks of ties; None of fewer than four pairs or where one side is constant."""
    if len(pairs) < 4:
        return None
    a, b = (ranks(list(x)) for x in zip(*pairs))
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    up = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    down = (sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)) ** 0.5
    return up / down if down else None


def concordance(groups):
    """Of all pairs within a group whose two sides differ: how many stand in one order on both."""
    same = both = 0
    for group in groups:
        for i in range(len(group)):
            for j in range(i):
                d = (group[i][0] - group[j][0]) * (group[i][1] - group[j][1])
                same, both = same + (d > 0), both + (d != 0)
    return same, both


def fmt(x, digits=1):
    return "-" if x is None else f"{x:.{digits}f}"


def signed(x):
    return "-" if x is None else f"{x:+.2f}".replace("-", "−")


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
                     + ["| " + " | ".join(str(x) for x in row) + " |" for row in rows])


# ---------------------------------------------------------------------- the tables
def tree(model):
    rows = []
    for dimension in model.children("index"):
        whole = sum(model.weight(d) for d in model.children("index"))
        for leaf in model.children(dimension):
            share = model.weight(dimension) / whole * model.weight(leaf) / sum(map(model.weight, model.children(dimension)))
            keys, posts = model.leaves[leaf], model.goalposts(leaf)
            rows.append([f"{dimension} {model.weight(dimension):.2f}", f"`{leaf}`", f"{model.weight(leaf):.2f}", f"{100 * share:.1f} %",
                         "levels" if keys.get("transform") == "ordinal" else f"{posts[0]:g}..{posts[1]:g}",
                         keys.get("max_age", "none")])
    return table(["dimension", "indicator", "weight", "of the index", "goalposts", "max age"], rows)


def scores(model, base, months):
    rows = []
    for c in model.countries:
        for m in months:
            rows.append([c, m] + [fmt(base(c, p, m)) for p in model.powers])
    return table(["country", "month"] + model.powers, rows)


def coverage(model, base, last):
    periods = sorted({k[3] for k in base.value})
    periods = [p for p in periods if p <= last]
    first = int(periods[0][:4])
    months = (int(last[:4]) - first) * 12 + int(last[5:])
    rows = []
    for c in model.countries:
        share = lambda p: f"{100 * sum(1 for k in periods if base(c, p, k) is not None) / months:.0f}"
        rows.append([c] + [share(p) for p in model.powers])
    return table([f"months with an index, %, {first}-01 to {last}"] + model.powers, rows)


def variant_lines(model, lines):
    if isinstance(lines, float):
        out = "indicators:\n"
        for leaf in model.leaves:
            if model.measured(leaf):
                low, high = model.goalposts(leaf)
                out += f"  - {{id: {leaf}, normalise: {{goalposts: [{low}, {low + lines * (high - low)!r}]}}}}\n"
        return out
    if lines is None:
        out = "indicators:\n"
        for leaf in ("trade_share", "import_share", "trade_gdp"):
            reporters = model.leaves[leaf].get("reporters", "")
            out += f"  - {{id: {leaf}, reporters: {reporters.replace(', TKM_MIRROR', '')}}}\n"
        return out
    return lines


def choices(program, model, base, month):
    decembers = sorted({k[3] for k in base.value if k[3].endswith("-12")})
    decembers = [f"{y}-12" for y in range(2000, int(month[:4]))] + [month]
    every = len(decembers) * len(model.countries) * len(model.powers)
    rows = []
    for label, lines in [("**the model**", "")] + CHOICES:
        index = base if lines == "" else program.score(variant_lines(model, lines))
        known = sum(1 for m in decembers for c in model.countries for p in model.powers if index(c, p, m) is not None)
        swapped = pairs = 0
        change, where = 0.0, ""
        for c in model.countries:
            both = [(base(c, p, month), index(c, p, month), p) for p in model.powers]
            both = [x for x in both if None not in x]
            same, differ = concordance([[x[:2] for x in both]])
            swapped, pairs = swapped + differ - same, pairs + differ
            for b, v, p in both:
                if abs(v - b) > abs(change) + 1e-9:
                    change, where = v - b, f"{p} {c}"
        cells = [f"{fmt(index(c, 'RUS', month), 0)}/{fmt(index(c, 'CHN', month), 0)}" for c in model.countries]
        rows.append([label, f"{100 * known / every:.1f}"] + cells
                    + ["" if lines == "" else f"{change:+.1f} {where}".replace("-", "−") if where else "none", "" if lines == "" else f"{swapped} of {pairs}"])
    return table(["choice", "index in % of dyad-Decembers"] + [f"{c} RUS/CHN" for c in model.countries]
                 + ["largest change", "pairs of powers that change places"], rows)


def intervals(model, base, month, draws=1000, seed=20261128):
    """5 % .. median .. 95 % with weights x (0.75..1.25), all upper goalposts x 1, 0.8 or 1.25, arithmetic or geometric mean
    with floor 1 at the index, and none or one indicator left out. One draw is common to all dyads."""
    random.seed(seed)
    leaves, dimensions = list(model.leaves), model.children("index")
    result = defaultdict(list)
    dyads = [(c, p) for c in model.countries for p in model.powers if base(c, p, month) is not None]
    for _ in range(draws):
        factor = {k: random.uniform(0.75, 1.25) for k in leaves + dimensions}
        stretched = random.choice([1, 0.8, 1.25])
        post = {k: stretched if model.measured(k) else 1 for k in leaves}
        out, geometric = random.choice([None] + leaves), random.random() < 0.5
        for c, p in dyads:
            parts = []
            for d in dimensions:
                known = [(model.weight(k) * factor[k], min(100, base(c, p, month, k) / post[k])) for k in model.children(d)
                         if k != out and base(c, p, month, k) is not None]
                if known:
                    parts.append((model.weight(d) * factor[d], sum(w * v for w, v in known) / sum(w for w, _ in known)))
            whole = sum(w for w, _ in parts)
            if geometric:
                value = 1.0
                for w, v in parts:
                    value *= max(v, 1) ** (w / whole)
            else:
                value = sum(w * v for w, v in parts) / whole
            result[c, p].append(value)
    rows = []
    for c in model.countries:
        row = [c]
        for p in SHOWN:
            v = sorted(result.get((c, p), []))
            row.append(f"{v[int(.05 * len(v))]:.0f}..{v[len(v) // 2]:.0f}..{v[int(.95 * len(v))]:.0f}" if v else "-")
        above = [x > y for x, y in zip(result.get((c, "RUS"), []), result.get((c, "CHN"), []))]
        rows.append(row + [f"{sum(above) / len(above):.2f}" if above else "-"])
    return table(["5 %..median..95 %"] + SHOWN + ["share of draws with RUS above CHN"], rows)


def year_end(base, country, power, year, node="index"):
    return base(country, power, f"{year}-12", node)


def votes(model, base, observed):
    rows = []
    at = {(r["country"], r["power"], r["period"]): float(r["value"]) for r in observed if r["indicator"] == "un_vote_agreement" and r["value"]}
    years = sorted({k[2] for k in at})
    pooled = [(year_end(base, c, p, y), v) for (c, p, y), v in at.items() if year_end(base, c, p, y) is not None]
    same, both = concordance([[(year_end(base, c, p, y), at[c, p, y]) for p in VOTERS
                               if (c, p, y) in at and year_end(base, c, p, y) is not None] for c in model.countries for y in years])
    for c in model.countries:
        row = [c]
        for p in VOTERS:
            series = [(year_end(base, c, p, y), at[c, p, y]) for y in years if (c, p, y) in at and year_end(base, c, p, y) is not None]
            row.append(f"{signed(spearman(series))} ({len(series)})")
        rows.append(row)
    note = (f"All {len(pooled)} dyad-years together: {signed(spearman(pooled))}. Of {both} pairs of powers in one country and year "
            f"{same} ({100 * same / both:.0f} %) stand in the same order by index and by agreement.")
    return table(["within the dyad, years " + years[0] + "-" + years[-1]] + VOTERS, rows) + "\n\n" + note


def against_fbic(model, base, references):
    at = {(r["country"], r["period"]): float(r["value"]) for r in references if r["indicator"] == "fbic" and r["power"] == "CHN"}
    years = sorted({k[1] for k in at})
    pair = lambda c, y: (year_end(base, c, "CHN", y), at[c, y]) if (c, y) in at and year_end(base, c, "CHN", y) is not None else None
    rows = []
    for c in model.countries:
        series = [pair(c, y) for y in years if pair(c, y)]
        rows.append([f"{c}, through time", len(series), signed(spearman(series))])
    every = [pair(c, y) for c in model.countries for y in years if pair(c, y)]
    rows.append(["all country-years together", len(every), signed(spearman(every))])
    order = [spearman([pair(c, y) for c in model.countries if pair(c, y)]) for y in years if y >= "2014"]
    order = [x for x in order if x is not None]
    rows.append(["order of the five countries, mean of the years from 2014", len(order), signed(sum(order) / len(order))])
    for step, name in ((5, "changes over five years"), (1, "changes from year to year")):
        moved = []
        for c in model.countries:
            for y in years:
                a, b = pair(c, str(int(y) - step)), pair(c, y)
                if a and b:
                    moved.append((b[0] - a[0], b[1] - a[1]))
        rows.append([name, len(moved), signed(spearman(moved))])
    return table([f"index of China against FBIC, {years[0]}-{years[-1]}", "n", "rank correlation"], rows)


def opinion(model, base, observed):
    """Favourable opinion against the score of the same year, one poll (reporter, country, year) at a time."""
    polls = defaultdict(dict)
    for r in observed:
        if r["indicator"] == "favourability" and r["value"]:
            polls[r["reporter"], r["country"], r["period"][:4]][r["power"]] = float(r["value"])
    rows = []
    for node in ("index", "soft_power"):
        groups, n = [], 0
        for (_, c, y), poll in polls.items():
            group = [(year_end(base, c, p, y, node), v) for p, v in poll.items() if year_end(base, c, p, y, node) is not None]
            groups.append(group)
            n += len(group)
        same, both = concordance(groups)
        top = [g for g in groups if len(g) > 1]
        first = sum(1 for g in top if max(g)[1] == max(v for _, v in g))
        rows.append([f"`{node}`", n, f"{same} of {both}", f"{first} of {len(top)}"])
    moved = []
    for (r, c, y), poll in sorted(polls.items()):
        for p, v in poll.items():
            later = polls.get((r, c, str(int(y) + 1)), {}).get(p)
            a, b = year_end(base, c, p, y), year_end(base, c, p, str(int(y) + 1))
            if later is not None and None not in (a, b):
                moved.append(f"{p} {c} {y} to {int(y) + 1}: opinion {later - v:+.0f}, index {b - a:+.1f}".replace("-", "−"))
    return table(["score", "figures", "pairs of powers in the same order", "polls whose first power is first by score"], rows) \
        + ("\n\nChanges that one pollster gives from one year to the next: " + "; ".join(moved) + "." if moved else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=os.path.join(HERE, ".build/release/influenced"))
    parser.add_argument("--model", default=os.path.join(HERE, "Config/models/central-asia.yaml"))
    parser.add_argument("--data", action="append", help="files of observations (default: the bundled ones)")
    parser.add_argument("--references", default=os.path.join(HERE, "Scripts/method-references.csv"))
    parser.add_argument("--month", default="2026-11", help="the month that the page tells of")
    parser.add_argument("--guide", default=os.path.join(HERE, "docs/guide/method.md"))
    parser.add_argument("--check", action="store_true")
    a = parser.parse_args()
    data = a.data or [os.path.join(HERE, "Config/data/central-asia.csv")]
    model = Model(os.path.abspath(a.model))
    read = lambda path: list(csv.DictReader(open(path, newline="", encoding="utf-8")))
    observed, references = [r for path in data for r in read(path)], read(a.references)
    program = Program(a.program, model, data, a.month)
    base = program.score(nodes=list(model.nodes) + list(model.leaves))
    made = {
        "tree": tree(model),
        "scores": scores(model, base, MILESTONES + [a.month]),
        "coverage": coverage(model, base, a.month),
        "choices": choices(program, model, base, a.month),
        "intervals": intervals(model, base, a.month),
        "votes": votes(model, base, observed),
        "fbic": against_fbic(model, base, references),
        "opinion": opinion(model, base, observed),
    }
    page = open(a.guide, encoding="utf-8").read()
    place = lambda m: f"<!-- figures: {m[1]} -->\n{made[m[1]]}\n<!-- end -->"
    new = re.sub(r"<!-- figures: (\w+) -->\n.*?<!-- end -->", place, page, flags=re.S)
    if a.check:
        sys.exit("docs/guide/method.md is not what the model and data give; run Scripts/method-figures.py" if new != page else 0)
    open(a.guide, "w", encoding="utf-8").write(new)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes the tables of Sources/InfluenceScoring/Elementary.

usage: Scripts/elementary-tables.py        (from anywhere; needs mpmath, as in Scripts/python-venv.sh)

Every number is rounded from 400 bits. The checks below are those that the error bounds in the Swift files rest on.
"""
import pathlib

import mpmath

mpmath.mp.prec = 400
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Sources/InfluenceScoring/Elementary"
HEADER = "// Written by Scripts/elementary-tables.py. Change that, not this.\n\n"
LN2 = mpmath.log(2)


def literal(value):
    """Hexadecimal floating point, as Swift reads it."""
    text = float(value).hex()
    return text.replace("0x0.0p+0", "0.0")


def split(value, bits):
    """`value` as a multiple of 2^-bits and the rest, rounded to a double."""
    head = mpmath.nint(value * 2**bits) / 2**bits
    assert float(head) == head
    return head, value - head


def factor(name, text, value):
    """A DoubleDouble whose head has 26 bits."""
    head, tail = split(value, 25 - int(mpmath.floor(mpmath.log(value, 2))))
    return f"    /// {text}\n    static let {name} = DoubleDouble({literal(head)}, {literal(tail)})\n"


def limbs(value):
    """The 192 bits behind the point, lowest first."""
    whole = int(mpmath.floor(value * 2**192))
    return ", ".join(f"0x{whole >> shift & 2**64 - 1:016x}" for shift in (0, 64, 128))


def exponential():
    step, rest = split(LN2 / 128, 42)
    # Together with a count below 2^18 that is 53 bits: their product is exact.
    assert step * 2**42 < 2**35
    lines = []
    for index in range(128):
        head, tail = split(mpmath.mpf(2) ** (mpmath.mpf(index) / 128), 26)
        lines.append(f"        DoubleDouble({literal(head)}, {literal(tail)}),\n")
    return f"""{HEADER}extension Exponential {{
    /// 128 / ln 2
    static let stepsPerUnit = {literal(128 / LN2)}
    /// ln 2 / 128 as a multiple of 2^-42, which has 35 bits, and the rest.
    static let step = {literal(step)}
    static let stepTail = {literal(rest)}
{factor("lnTwo", "ln 2", LN2)}
    /// 2^(j/128): a multiple of 2^-26, and the rest.
    static let powers: InlineArray<128, DoubleDouble> = [
{"".join(lines)}    ]
}}
"""


def logarithm():
    unit, unit_rest = split(LN2, 42)
    lines = []
    # Significands from 0.6875 up to 1.375, in steps of 2^-8 below 1 and of 2^-7 from 1 on.
    low = mpmath.mpf(0.6875)
    for _ in range(128):
        width = mpmath.mpf(2) ** (-8 if low < 1 else -7)
        near = mpmath.nint(256 / (low + width / 2)) / 256
        ends = (low, low + width)
        size = max(abs(end * near - 1) for end in ends)
        assert size < mpmath.mpf(2) ** -7
        if abs(low + width / 2 - 1) > mpmath.mpf(2) ** -7:
            least = min(abs(mpmath.log(end)) for end in ends)
            # Where the exponent is not 0 the result is above 0.37.
            assert size**3 / 3 * mpmath.mpf(2) ** -50 < least * mpmath.mpf(2) ** -65.5
        head, tail = split(-mpmath.log(near), 42)
        lines.append(f"        Interval({literal(near)}, {literal(head)}, {literal(tail)}),\n")
        low += width
    assert low == 1.375
    return f"""{HEADER}extension Logarithm {{
    /// ln 2 as a multiple of 2^-42, and the rest.
    static let unit = {literal(unit)}
    static let unitTail = {literal(unit_rest)}
{factor("perBinary", "1 / ln 2", 1 / LN2)}{factor("perDecimal", "1 / ln 10", 1 / mpmath.log(10))}
    /// Of the significands from 0.6875 up to 1.375, in steps of 2^-8 below 1 and of 2^-7 from 1 on.
    static let intervals: InlineArray<128, Interval> = [
{"".join(lines)}    ]
}}

extension FixedPoint {{
    static let lnTwo = FixedPoint({limbs(LN2)}, 0)
}}
"""


for name, text in (("Exponential+Table", exponential()), ("Logarithm+Table", logarithm())):
    (FOLDER / f"{name}.swift").write_text(text)

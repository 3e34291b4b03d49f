#!/usr/bin/env python3
"""Compares results of Sources/InfluenceScoring/Elementary with mpmath's.

usage: elementary-reference.py FUNCTION=FILE ...

A file holds doubles, lowest byte first: argument (of pow: two), result, argument, ... For each is printed: the function,
how many results there are, how many are not the double nearest to the true value, how far the worst is from that value
in units of its last place, the same of subnormal results, and the arguments and the result of the worst normal one.
Needs mpmath (Scripts/python-venv.sh).
"""
import struct
import sys

from mpmath import libmp

PRECISION = 160
ONE, TWO, TEN = (libmp.from_int(number) for number in (1, 2, 10))


def number(value):
    return libmp.from_float(value)


def log(x, precision=PRECISION):
    return libmp.mpf_log(x, precision, "n")


def per(base):
    divisor = log(base, PRECISION + 20)
    return lambda x: libmp.mpf_div(log(x, PRECISION + 20), divisor, PRECISION, "n")


log2, log10 = per(TWO), per(TEN)


def plus_one(x):
    return libmp.mpf_add(ONE, x)


def expm1(x):
    # As many bits more as the subtraction takes away.
    lost = max(0, -(x[2] + x[3])) + 4
    return libmp.mpf_sub(libmp.mpf_exp(x, PRECISION + lost, "n"), ONE, PRECISION, "n")


FUNCTIONS = {
    "exp": lambda x: libmp.mpf_exp(x, PRECISION, "n"),
    "expm1": expm1,
    "exp2": lambda x: libmp.mpf_pow(TWO, x, PRECISION, "n"),
    "log": log,
    "log1p": lambda x: log(plus_one(x)),
    "log2": log2,
    "log10": log10,
    "log2p1": lambda x: log2(plus_one(x)),
    "log10p1": lambda x: log10(plus_one(x)),
    "pow": lambda x, y: libmp.mpf_pow(x, y, PRECISION, "n"),
}


def error(true, result):
    """How far the finite result is from the true value, in units of the last place of that."""
    sign, significand, exponent, bits = true
    if not significand:
        return 0.0 if result == 0 else float("inf")
    place = max(bits + exponent - 53, -1074)
    # Both in units of 2^low, so as integers.
    top, bottom = result.as_integer_ratio()
    low = min(exponent, place, 1 - bottom.bit_length())
    difference = (-significand if sign else significand) << exponent - low
    difference -= top << 1 - bottom.bit_length() - low
    return abs(difference) / (1 << place - low)


def compare(name, path):
    function = FUNCTIONS[name]
    arity = 2 if name == "pow" else 1
    with open(path, "rb") as file:
        data = file.read()
    count, wrong, worst, worst_subnormal, where = 0, 0, 0.0, 0.0, ()
    for record in struct.iter_unpack(f"<{arity + 1}d", data):
        *arguments, result = record
        true = function(*map(number, arguments))
        if abs(result) == float("inf"):
            # What is nearer to 2^1024 than to the largest double.
            sign, significand, exponent, bits = true
            beyond = bits + exponent > 1024 or bits >= 54 and significand >> bits - 54 == (1 << 54) - 1
            distance = 0.0 if beyond else float("inf")
        else:
            distance = error(true, result)
        count += 1
        # A tie is none of these functions' but where the result is exact.
        wrong += distance > 0.5
        if abs(result) < sys.float_info.min:
            worst_subnormal = max(worst_subnormal, distance)
        elif distance > worst:
            worst, where = distance, record
    print(name, count, wrong, f"{worst:.6f} {worst_subnormal:.6f}", *(value.hex() for value in where), flush=True)


for argument in sys.argv[1:]:
    compare(*argument.split("=", 1))

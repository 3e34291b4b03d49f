#!/bin/bash
# lint.sh: the formatting and the few habits that a machine can check. Exit status 1 = something was found.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0

sources=(Sources Tests Package.swift)
[ -d Benchmarks ] && sources+=(Benchmarks)
# The rest of Fuzz are links.
sources+=(Fuzz/Sources/influence-fuzz Fuzz/Package.swift)
swift format lint --strict --parallel --recursive "${sources[@]}" || status=1

# refuse MESSAGE: fails if there is anything on standard input, and shows it.
refuse() {
    local found
    found=$(cat)
    [ -z "$found" ] && return
    printf 'lint: %s\n%s\n' "$1" "$found" >&2
    status=1
}

# A process substitution instead of a pipe: `refuse` has to run in this shell to set the status.
refuse "a file is named for the idea that it holds" \
    < <(git ls-files --cached --others --exclude-standard | grep -iE '(^|/)(utils?|helpers?|common|misc)(\.[a-z]+)?(/|$)')
refuse "a trap kills the daemon: throw an error instead" \
    < <(grep -rnE '\b(fatalError|preconditionFailure)\(|\btry!|\bas!' --include='*.swift' Sources)
refuse "the C library's mathematics differ between processors: InfluenceScoring has Elementary" \
    < <(grep -rnE '\bimport +(Glibc|Musl|Darwin|Foundation|FoundationEssentials)\b' --include='*.swift' \
        Sources/InfluenceScoring)
refuse "no paths of one machine" \
    < <(git ls-files --cached --others --exclude-standard | xargs -r grep -d skip -nIE '/(home|Users)/[a-z]|/(work|opt)/[a-z]' \
        | grep -v '^Scripts/lint.sh:')
refuse "a reader that leaves early ends its writer, and pipefail makes a failure of that" \
    < <(git ls-files '*.sh' .ci/run Makefile | grep -v '^Scripts/lint.sh$' \
        | xargs -r grep -nE '\| *(head|grep +-[a-zA-Z]*[qm]|sed +([^|]*;)?[0-9]*q)')
# The .varlink files name the members; `make generate` makes Swift of them, and a member that is misspelt does not compile.
refuse "a member of the protocol is looked up by a string: use the generated type" \
    < <(grep -rnE '[]A-Za-z0-9_)?]\["[a-z][a-z_]*"\]' --include='*.swift' Sources/influencectl Sources/Influence*/Methods \
        Sources/InfluenceMethods 2>/dev/null)
refuse "a document of the protocol is written by hand: use the generated type" \
    < <(grep -rnE '"[a-z][a-z_]*": *(\.(string|integer|number|bool|array|object|null)\b|\[)' --include='*.swift' \
        Sources/influencectl Sources/Influence*/Methods Sources/InfluenceMethods 2>/dev/null)
Scripts/generate.sh --check || status=1
exit "$status"

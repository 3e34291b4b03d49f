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
refuse "a copy by hand loses the next field: write 'var copy = self'" \
    < <(git ls-files --cached --others --exclude-standard -- 'Sources/*.swift' 'Tests/*.swift' 'Benchmarks/*.swift' \
        | xargs awk -f Scripts/copies.awk)
refuse "Swift has this initialiser by itself: leave it out (a member of a default is a 'var' with it)" \
    < <(git ls-files --cached --others --exclude-standard -- 'Sources/*.swift' | xargs awk -f Scripts/initialisers.awk)
# imports MODULE...: the lines of a module that import anything of ours, or of the system's and packages' that only one module
# may see, but for those named after it.
imports() {
    local module=$1
    shift
    grep -rnE '^(@[a-z]+ )?((package|public|internal|private) )?import ' --include='*.swift' "Sources/$module" \
        | grep -vE "import ($(IFS='|' && echo "$*"))\$"
}

# What each module may import, from the bottom up; a row names every module that its files see.
system='Glibc|Dispatch|Synchronization'
text='InfluenceText'
model="InfluenceModel|$text"
files="InfluenceFiles|$model"
modelFiles="InfluenceModelFiles|InfluenceScoring|$files"
engine="InfluenceEngine|InfluenceAlerts|InfluenceReading|InfluenceStore|$modelFiles"
methods="InfluenceMethods|InfluenceControl|InfluenceServer|$engine"
host="InfluenceHost|InfluenceSchedule|InfluenceThreads|$methods"
while read -r module allowed; do
    [ -d "Sources/$module" ] || { echo "lint: no Sources/$module, which the table of imports names" >&2 && status=1; }
    refuse "$module imports what the table in Scripts/lint.sh leaves out: imports run downward only" \
        < <(imports "$module" "$allowed")
done <<EOF
InfluenceBytes      Glibc
InfluenceText       -
InfluenceThreads    $system|CThreads
InfluenceModel      $text|Synchronization
InfluenceFiles      $model|InfluenceBytes|Glibc|CNettle|CYAML
InfluenceScoring    $model|InfluenceThreads|Dispatch|Synchronization
InfluenceModelFiles $files|InfluenceScoring
InfluenceStore      $model|$system|CSQLite
InfluenceReading    $model
InfluenceSchedule   $files|InfluenceBytes|InfluenceThreads|Glibc
InfluenceAlerts     $files|InfluenceBytes|InfluenceSchedule|InfluenceThreads|$system|CSpawn
InfluenceDescription -
InfluenceControl    $text|InfluenceDescription|Glibc
InfluenceServer     InfluenceControl|InfluenceDescription|InfluenceThreads|$system|NIOCore|NIOPosix
InfluenceEngine     $engine|InfluenceThreads|$system|CMemory|Logging
InfluenceMethods    $methods|Glibc|Synchronization
InfluenceHost       $host|$system|CMemory|Logging
InfluenceCommandLine $text|InfluenceControl|Glibc|ArgumentParser
influenced          $files|InfluenceCommandLine|InfluenceHost|InfluenceThreads|Glibc|ArgumentParser
influencectl        $model|InfluenceBytes|InfluenceCommandLine|InfluenceControl|InfluenceDescription|Glibc|ArgumentParser
EOF
# The type that a declaration at the margin declares.
declared='s/^.*\.swift:(@[A-Za-z]+(\([^)]*\))? )*((package|public|final|indirect|fileprivate|private) )*'
declared+='(struct|class|enum|actor|protocol|typealias) ([A-Za-z0-9_]+).*/\6/p'
refuse "two types share a name" \
    < <(grep -rE '^([@a-z].* )?(struct|class|enum|actor|protocol|typealias) ' --include='*.swift' Sources \
        | sed -nE "$declared" | sort | uniq -d)
# But for the methods of the protocol, each in a file of its name, which may be that of a type.
refuse "two files share a name" \
    < <(git ls-files --cached --others --exclude-standard -- 'Sources/*.swift' ':!Sources/InfluenceMethods' \
        | sed 's#.*/##' | sort | uniq -d)
refuse "no paths of one machine" \
    < <(git ls-files --cached --others --exclude-standard | xargs -r grep -d skip -nIE '/(home|Users)/[a-z]|/(work|opt)/[a-z]' \
        | grep -v '^Scripts/lint.sh:')
refuse "a reader that leaves early ends its writer, and pipefail makes a failure of that" \
    < <(git ls-files '*.sh' .ci/run Makefile | grep -v '^Scripts/lint.sh$' \
        | xargs -r grep -nE '\| *(head|grep +-[a-zA-Z]*[qm]|sed +([^|]*;)?[0-9]*q)')
# The .varlink files name the members; `make generate` makes Swift of them, and a member that is misspelt does not compile.
refuse "a member of the protocol is looked up by a string: use the generated type" \
    < <(grep -rnE '[]A-Za-z0-9_)?]\["[a-z][a-z_]*"\]' --include='*.swift' Sources/influencectl \
        Sources/InfluenceMethods)
refuse "a document of the protocol is written by hand: use the generated type" \
    < <(grep -rnE '"[a-z][a-z_]*": *(\.(string|integer|number|bool|array|object|null)\b|\[)' --include='*.swift' \
        Sources/influencectl Sources/InfluenceMethods)
Scripts/generate.sh --check || status=1
exit "$status"

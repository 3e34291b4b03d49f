# copies.awk: copies of a value by hand, which lose the member that comes next; `var copy = self` does not. Two forms: in an
# extension or struct of the value's own type, three members in a row that are handed on under their own names; anywhere,
# three that are taken from a value that is named as the type is (`Model(id: m, powers: model.powers, ...`).
FNR == 1 { type = ""; static = 0; in_call = 0; depth = 0 }
/^([@a-z].* )?(struct|class|enum|actor|protocol|extension) [A-Z]/ {
    type = ""
    if ($0 ~ /(struct|extension) [A-Z]/) { type = $0; sub(/.*(extension|struct) /, "", type); sub(/[^A-Za-z0-9_.].*/, "", type); sub(/.*\./, "", type) }
}
/^ *(package |private |fileprivate |mutating )*(static func|init|static let)/ { static = 1 }
/^ *(package |private |fileprivate |mutating |consuming )*(func|var) / { static = 0 }
# The calls that are open, one argument a line, by how far they are indented.
{ match($0, /^ */); indent = RLENGTH }
depth && indent <= level[depth] { depth-- }
match($0, /(^|[ (=])[A-Z][A-Za-z0-9]*\($/) {
    level[++depth] = indent; taken[depth] = 0
    name[depth] = substr($0, RSTART, RLENGTH - 1); sub(/^[ (=]/, "", name[depth])
}
depth && indent == level[depth] + 4 && match($0, /^ *[a-z][A-Za-z]*: ([A-Za-z0-9]+[.?]*\.)?[a-z][A-Za-z0-9]*\.[a-z][A-Za-z]*,?$/) {
    argument = $0; sub(/^ */, "", argument); sub(/,$/, "", argument)
    split(argument, part, /: /); count = split(part[2], step, /\./)
    if (part[1] == step[count] && tolower(step[count - 1]) == tolower(name[depth]) && ++taken[depth] == 3) print FILENAME ":" FNR ": " name[depth]
}
{ line = $0; sub(/^ *(return )?/, "", line) }
type != "" && line == type "(" || line == "Self(" { run = 0; in_call = !static; next }
in_call && match(line, /^[a-z][A-Za-z]*: [a-z][A-Za-z]*,?$/) { split(line, part, /: |,/); if (part[1] == part[2] && ++run == 3) print FILENAME ":" FNR ": " type }
/\)$/ { in_call = 0 }

# copies.awk: copies of a value by hand, in an extension or struct of its own type: three members in a row that are handed on
# under their own names. Such a copy loses the member that comes next; `var copy = self` does not.
FNR == 1 { type = ""; static = 0; in_call = 0 }
/^([@a-z].* )?(struct|class|enum|actor|protocol|extension) [A-Z]/ {
    type = ""
    if ($0 ~ /(struct|extension) [A-Z]/) { type = $0; sub(/.*(extension|struct) /, "", type); sub(/[^A-Za-z0-9_.].*/, "", type); sub(/.*\./, "", type) }
}
/^ *(package |private |fileprivate |mutating )*(static func|init|static let)/ { static = 1 }
/^ *(package |private |fileprivate |mutating |consuming )*(func|var) / { static = 0 }
{ line = $0; sub(/^ *(return )?/, "", line) }
type != "" && line == type "(" || line == "Self(" { run = 0; in_call = !static; next }
in_call && match(line, /^[a-z][A-Za-z]*: [a-z][A-Za-z]*,?$/) { split(line, part, /: |,/); if (part[1] == part[2] && ++run == 3) print FILENAME ":" FNR ": " type }
/\)$/ { in_call = 0 }

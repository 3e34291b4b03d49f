# initialisers.awk: initialisers of a struct that only take over its members, are the only one that it has, and are called from
# no other module: Swift has the same by itself. Not of a struct with a private member, whose own one would be private too.
function indent(line) { match(line, /^ */); return RLENGTH }
FNR == 1 { depth = 0; in_init = 0 }
{
    at = indent($0)
    while (depth && $0 ~ /^ *\}/ && at <= level[depth]) {
        if (plain[depth] && inits[depth] == 1 && !hidden[depth]) print plain[depth]
        depth--
    }
}
match($0, /^ *([a-z@][^="]* )?(struct|class|enum|actor|extension|protocol) [A-Z][A-Za-z0-9_.]*[^=]*\{$/) {
    level[++depth] = at; inits[depth] = 0; plain[depth] = ""; hidden[depth] = $0 !~ /struct [A-Z]/
    next
}
depth && at == level[depth] + 4 && /^ *(private|fileprivate) (let|var) [^{]*$/ { hidden[depth] = 1 }
depth && at == level[depth] + 4 && /^ *([a-z]+ )?init[?(<]/ {
    inits[depth]++
    in_init = $0 ~ /^ *((private|fileprivate) )?init\(/; start = FNR; text = ""
}
in_init { text = text " " $0 }
in_init && at == level[depth] + 4 && /\}$/ {
    in_init = 0
    sub(/^[^(]*\(/, "", text)
    body = text; sub(/^[^{]*\{/, "", body); sub(/\} *$/, "", body)
    parameters = text; sub(/\{.*/, "", parameters)
    taken = split(parameters, part, /:/) - 1
    members = split(body, line, /  +/); same = 0
    for (i = 1; i <= members; i++) {
        if (line[i] ~ /^ *$/) continue
        split(line[i], side, / = |self\./)
        same += line[i] ~ /^self\.[A-Za-z]+ = [A-Za-z]+$/ && side[2] == side[3] && parameters ~ "(^|[ (,])" side[2] ":" ? 1 : -99
    }
    if (taken > 0 && same == taken && parameters !~ /_ [a-z]/) plain[depth] = FILENAME ":" start
}

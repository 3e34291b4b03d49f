import InfluenceControl
import Testing

@testable import influencectl

@Suite struct RefusalTests {
    @Test(arguments: [
        (
            "org.influenced.Index.UnknownCountry", #"{"country":"KAX","known":["KAZ","KGZ"]}"#,
            "unknown country 'KAX'; did you mean 'KAZ'? known: KAZ, KGZ"
        ),
        (
            "org.influenced.Index.UnknownCountry", #"{"country":"KAZAKSTAN","known":["KAZ","KGZ"],"meant":"KAZ"}"#,
            "unknown country 'KAZAKSTAN'; did you mean 'KAZ'? known: KAZ, KGZ"
        ),
        (
            "org.influenced.Index.UnknownPower", #"{"power":"FRA","known":["RUS","CHN"]}"#,
            "unknown power 'FRA'; known: RUS, CHN"
        ),
        (
            "org.influenced.Index.UnknownPower",
            #"{"power":"RUS","known":["RUS+CHN"],"reason":"tilt is a measure of two powers"}"#,
            "no series of 'RUS': tilt is a measure of two powers; known: RUS+CHN"
        ),
        (
            "org.influenced.Index.UnknownReporter", #"{"reporter":"imf","known":["IMF","WB"]}"#,
            "unknown reporter 'imf'; did you mean 'IMF'? known: IMF, WB"
        ),
        (
            "org.influenced.Index.UnknownNode", #"{"node":"trade_shrae","known":["index","trade_share"]}"#,
            "unknown node 'trade_shrae'; did you mean 'trade_share'? known: index, trade_share"
        ),
        (
            "org.influenced.Index.InvalidPeriod", #"{"period":"23","reason":"write 2023"}"#,
            "invalid period '23': write 2023"
        ),
        (
            "org.influenced.Admin.UnknownRule", #"{"rule":"overtaekn","known":["overtaken","stale"]}"#,
            "unknown rule 'overtaekn'; did you mean 'overtaken'? known: overtaken, stale"
        ),
        (
            "org.influenced.Admin.UnknownHook", #"{"hook":"pager","known":["journal","mail"]}"#,
            "unknown hook 'pager'; known: journal, mail"
        ),
        (
            "org.influenced.Admin.UnknownSilence", #"{"silence":7}"#,
            "no silence '7' is in force; 'influencectl silences --all' shows those that have ended, too"
        ),
        (
            "org.influenced.Admin.UnknownAlert", #"{"alert":"1f","reason":"two begin so"}"#,
            "no open alert '1f': two begin so; 'influencectl alerts' shows them"
        ),
        ("org.influenced.Admin.InvalidRequest", #"{"reason":"it is over"}"#, "that cannot be done: it is over"),
        ("org.influenced.Index.NoData", #"{"reason":"no run yet"}"#, "no data: no run yet"),
        ("org.influenced.Admin.Busy", #"{"reason":"a run"}"#, "the daemon is busy, try again later: a run"),
        (
            "org.influenced.Admin.TooLarge", #"{"limit_bytes":1048576}"#,
            "too large: the daemon takes at most 1.0 MiB"
        ),
        (
            "org.influenced.Admin.InvalidConfiguration", #"{"errors":["a.yaml:1:2: x","a.yaml:3:4: y"]}"#,
            "the configuration is wrong, the old one stays in force:\na.yaml:1:2: x\na.yaml:3:4: y"
        ),
        (
            "org.varlink.service.PermissionDenied", "{}",
            "permission denied: this needs root, the daemon's own user or a member of its 'control.admin_group'"
        ),
        (
            "org.varlink.service.MethodNotFound", #"{"method":"org.influenced.Index.Explain"}"#,
            "the daemon does not know org.influenced.Index.Explain: it is of another version than this influencectl"
        ),
        ("org.example.Odd", #"{"a":"\u001b[2J"}"#, #"the daemon refused: org.example.Odd {"a":"\u001b[2J"}"#),
    ])
    func `Each error is a sentence`(name: String, parameters: String, sentence expected: String) {
        #expect(sentence(for: VarlinkError(name, json(parameters).objectValue ?? [:])) == expected)
    }
}

import InfluenceControl
import InfluenceText

/// An error of the daemon as a sentence for people, with what would be right where it says so.
func sentence(for error: VarlinkError) -> String {
    let parameters = JSONValue.object(error.parameters)
    func quoted(_ name: String) -> String { "'\(printable(parameters[name].plainText))'" }
    let reason = printable(parameters["reason"].plainText)
    switch error.name {
    case "org.influenced.Index.UnknownCountry", "org.influenced.Admin.UnknownCountry":
        return unknown("country", in: parameters)
    case "org.influenced.Index.UnknownPower", "org.influenced.Admin.UnknownPower":
        return unknown("power", in: parameters)
    case "org.influenced.Index.UnknownNode", "org.influenced.Admin.UnknownNode": return unknown("node", in: parameters)
    case "org.influenced.Index.UnknownMeasure": return unknown("measure", in: parameters)
    case "org.influenced.Index.UnknownRule", "org.influenced.Admin.UnknownRule": return unknown("rule", in: parameters)
    case "org.influenced.Admin.UnknownLabel": return unknown("label", in: parameters)
    case "org.influenced.Index.UnknownHook", "org.influenced.Admin.UnknownHook": return unknown("hook", in: parameters)
    case "org.influenced.Admin.UnknownSilence":
        return "unknown silence \(quoted("silence")); 'influencectl silences --all' shows them"
    case "org.influenced.Admin.UnknownVintage":
        let last = parameters["last"].integerValue.map { "; the last one is \($0)" } ?? "; there was none yet"
        return "unknown import \(quoted("vintage"))\(last); 'influencectl imports' shows them"
    case "org.influenced.Admin.UnknownAlert":
        return "no open alert \(quoted("alert")): \(reason); 'influencectl alerts' shows them"
    case "org.influenced.Index.UnknownAlert": return "unknown alert \(quoted("alert")): \(reason)"
    case "org.influenced.Admin.InvalidRequest": return "that cannot be done: \(reason)"
    case "org.influenced.Index.InvalidPeriod": return "invalid period \(quoted("period")): \(reason)"
    case "org.influenced.Index.InvalidTime": return "invalid time \(quoted("time")): \(reason)"
    case "org.influenced.Index.InvalidScenario": return "cannot assume that: \(reason)"
    case "org.influenced.Index.UnknownRun":
        let last = parameters["last"].integerValue.map { "; the last one is \($0)" } ?? "; there was none yet"
        return "unknown run \(quoted("run"))\(last)"
    case "org.influenced.Index.OtherEditions": return reason
    case "org.influenced.Index.NoData": return "no data: \(reason)"
    case "org.influenced.Index.LimitReached":
        return "the daemon refused, a limit is reached: \(reason); 'limits' in its configuration: "
            + quoted("key")
    case "org.influenced.Index.StoreFailure": return "the daemon cannot read its store: \(reason)"
    case "org.influenced.Index.Busy", "org.influenced.Admin.Busy":
        return "the daemon is busy, try again later: \(reason)"
    case "org.influenced.Admin.ReadOnly": return "the daemon cannot write its store: \(reason)"
    case "org.influenced.Admin.ClockWrong": return reason
    case "org.influenced.Admin.RunFailed": return "the recomputation failed: \(reason)"
    case "org.influenced.Admin.BackupFailed": return "cannot back up to \(quoted("path")): \(reason)"
    case "org.influenced.Admin.TooLarge":
        let limit = parameters["limit_bytes"].numberValue.map(binarySize) ?? "less"
        let size = parameters["size_bytes"].numberValue.map { ": \(binarySize($0)) or more" } ?? ""
        return "too large\(size): the daemon takes at most \(limit)"
    case "org.influenced.Admin.UnknownUpload": return "the daemon has dropped the upload; send it again"
    case "org.influenced.Admin.InvalidConfiguration":
        let errors = parameters["errors"].elements.map { "\n\($0.shown)" }.joined()
        return "the configuration is wrong, the old one stays in force:\(errors)"
    case "org.influenced.Admin.InvalidObservations":
        return "\(counted(parameters["total"].integerValue ?? 0, "problem")); nothing was imported"
    case "org.varlink.service.PermissionDenied":
        return "permission denied: this needs root, the daemon's own user or a member of its 'control.admin_group'"
    case "org.varlink.service.InvalidParameter":
        return "the daemon does not accept the parameter \(quoted("parameter"))"
    case "org.varlink.service.MethodNotFound", "org.varlink.service.MethodNotImplemented",
        "org.varlink.service.InterfaceNotFound":
        let what = error.parameters.members.first?.value.shown ?? "the method"
        return "the daemon does not know \(what): it is of another version than this influencectl"
    default:
        return "the daemon refused: \(printable(error.description))"
    }
}

private func unknown(_ kind: String, in parameters: JSONValue) -> String {
    let given = parameters[kind].plainText
    let known = parameters["known"].elements.map(\.plainText)
    let suggestion = NearestName.find(given, among: known).map { "; did you mean \(printable($0))?" } ?? ""
    let list =
        known.isEmpty ? "" : "\(suggestion.isEmpty ? ";" : "") known: \(printable(known.joined(separator: ", ")))"
    return "unknown \(kind) '\(printable(given))'\(suggestion)\(list)"
}

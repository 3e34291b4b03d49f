import InfluenceControl
import InfluenceText

/// An error of the daemon as a sentence for people, with what would be right where it says so.
func sentence(for error: VarlinkError) -> String {
    if let failure = IndexInterface.Failure(error) { return sentence(for: failure) }
    if let failure = AdminInterface.Failure(error) { return sentence(for: failure) }
    if let failure = ServiceInterface.Failure(error), let text = sentence(for: failure) { return text }
    return "the daemon refused: \(printable(error.description))"
}

private func sentence(for failure: IndexInterface.Failure) -> String {
    switch failure {
    case .unknownCountry(let error): unknown("country", error.country, error.known, error.meant)
    case .unknownPower(let error):
        if let reason = error.reason {
            "no series of \(quoted(error.power)): \(printable(reason)); known: \(listed(error.known))"
        } else {
            unknown("power", error.power, error.known, error.meant)
        }
    case .unknownReporter(let error): unknown("reporter", error.reporter, error.known)
    case .unknownNode(let error): unknown("node", error.node, error.known, error.meant)
    case .unknownMeasure(let error): unknown("measure", error.measure, error.known)
    case .unknownRule(let error): unknown("rule", error.rule, error.known)
    case .unknownHook(let error): unknown("hook", error.hook, error.known)
    case .unknownAlert(let error): "unknown alert \(quoted(error.alert)): \(printable(error.reason))"
    case .unknownRun(let error): "unknown run \(quoted("\(error.run)"))\(lastOne(error.last))"
    case .invalidRules(let error): "the rules are wrong:\(lines(error.errors))"
    case .invalidPeriod(let error): "invalid period \(quoted(error.period)): \(printable(error.reason))"
    case .invalidTime(let error): "invalid time \(quoted(error.time)): \(printable(error.reason))"
    case .invalidScenario(let error): "cannot assume that: \(printable(error.reason))"
    case .noData(let error): "no data: \(printable(error.reason))"
    case .otherEditions(let error): printable(error.reason)
    case .busy(let error): busy(error.reason)
    case .limitReached(let error):
        "the daemon refused, a limit is reached: \(printable(error.reason)); the key of its configuration is "
            + quoted(error.key)
    case .storeFailure(let error): "the daemon cannot read its store: \(printable(error.reason))"
    }
}

private func sentence(for failure: AdminInterface.Failure) -> String {
    switch failure {
    case .unknownCountry(let error): unknown("country", error.country, error.known, error.meant)
    case .unknownPower(let error): unknown("power", error.power, error.known, error.meant)
    case .unknownNode(let error): unknown("node", error.node, error.known, error.meant)
    case .unknownRule(let error): unknown("rule", error.rule, error.known)
    case .unknownLabel(let error): unknown("label", error.label, error.known)
    case .unknownHook(let error): unknown("hook", error.hook, error.known)
    case .unknownSilence(let error):
        "no silence \(quoted("\(error.silence)")) is in force; 'influencectl silences --all' shows those that have ended, too"
    case .unknownVintage(let error):
        "unknown import \(quoted("\(error.vintage)"))\(lastOne(error.last)); 'influencectl imports' shows them"
    case .unknownAlert(let error):
        "no open alert \(quoted(error.alert)): \(printable(error.reason)); 'influencectl alerts' shows them"
    case .unknownUpload: "the daemon has dropped the upload; send it again"
    case .invalidRequest(let error): "that cannot be done: \(printable(error.reason))"
    case .invalidConfiguration(let error):
        "the configuration is wrong, the old one stays in force:\(lines(error.errors))"
    case .invalidObservations(let error): "\(counted(error.total, "problem")); nothing was imported"
    case .tooLarge(let error):
        "too large\(error.sizeBytes.map { ": \(binarySize(Double($0))) or more" } ?? ""): the daemon takes at most "
            + binarySize(Double(error.limitBytes))
    case .readOnly(let error): "the daemon cannot write its store: \(printable(error.reason))"
    case .clockWrong(let error): printable(error.reason)
    case .runFailed(let error): "the recomputation failed: \(printable(error.reason))"
    case .backupFailed(let error): "cannot back up to \(quoted(error.path)): \(printable(error.reason))"
    case .busy(let error): busy(error.reason)
    }
}

/// - Returns: `nil` where the error says nothing that people could use.
private func sentence(for failure: ServiceInterface.Failure) -> String? {
    func unknown(_ what: String) -> String {
        "the daemon does not know \(what.shown): it is of another version than this influencectl"
    }
    return switch failure {
    case .permissionDenied:
        "permission denied: this needs root, the daemon's own user or a member of its 'control.admin_group'"
    case .invalidParameter(let error):
        "the daemon does not take \(quoted(error.parameter)) so; 'influencectl help' shows what each command takes"
    case .methodNotFound(let error): unknown(error.method)
    case .methodNotImplemented(let error): unknown(error.method)
    case .interfaceNotFound(let error): unknown(error.interface)
    case .expectedMore, .expectedUpgrade: nil
    }
}

private func quoted(_ text: String) -> String { "'\(printable(text))'" }

private func busy(_ reason: String) -> String { "the daemon is busy, try again later: \(printable(reason))" }

private func lastOne(_ number: Int64?) -> String { number.map { "; the last one is \($0)" } ?? "; there was none yet" }

private func lines(_ errors: [String]) -> String { errors.map { "\n\($0.shown)" }.joined() }

private func listed(_ known: [String]) -> String { printable(NearestName.list(known)) }

/// - Parameter meant: what the daemon knows to be called nearly so.
private func unknown(_ kind: String, _ given: String, _ known: [String], _ meant: String? = nil) -> String {
    let hint = known.isEmpty ? "; there is none" : NearestName.hint(for: given, among: known, meant: meant)
    return "unknown \(kind) \(quoted(given))\(printable(hint))"
}

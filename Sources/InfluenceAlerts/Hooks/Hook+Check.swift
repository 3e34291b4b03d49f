/// What keeps a hook from being executed, as far as can be seen beforehand.
package struct HookProblem: Hashable, Sendable {
    /// Of the rule file, where the reason stands.
    package let key: String
    package let message: String
    /// `false` where it depends on something that is not here: it may well work.
    package let isCertain: Bool
}

extension Hook {
    /// Looks at the program, or at curl and the secret; sends nothing.
    /// - Parameter credentialsDirectory: `$CREDENTIALS_DIRECTORY`; `nil` where nobody has set it.
    package func problems(
        credentialsDirectory: String?,
        curl: String = HookRunner.curl
    ) -> [HookProblem] {
        switch action {
        case .exec(let arguments):
            let problem = arguments.first.flatMap { ProgramFile.problem($0) }
            return problem.map { [HookProblem(key: "command", message: $0, isCertain: true)] } ?? []
        case .webhook(_, let credential), .alertmanager(_, let credential, _):
            var problems: [HookProblem] = []
            if let problem = ProgramFile.problem(curl) {
                problems.append(
                    HookProblem(key: "kind", message: "what speaks HTTP is curl, and \(problem)", isCertain: true)
                )
            }
            if let credential {
                switch Credential(name: credential, directory: credentialsDirectory).token() {
                case .success: break
                case .failure(let problem):
                    let isKnown = credentialsDirectory != nil
                    let way =
                        isKnown
                        ? "" : " here; under systemd LoadCredential=\(credential):FILE of the service hands it over"
                    problems.append(
                        HookProblem(key: "credential", message: problem.reason + way, isCertain: isKnown)
                    )
                }
            }
            return problems
        }
    }
}

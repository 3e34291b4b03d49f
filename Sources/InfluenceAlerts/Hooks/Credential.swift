/// A secret that systemd hands over as a file.
struct Credential {
    let name: String
    /// `$CREDENTIALS_DIRECTORY`; `nil` where it is not set.
    let directory: String?

    struct Problem: Error { let reason: String }

    /// Read at each attempt: a new token needs no restart.
    func token() -> Result<String, Problem> {
        func failure(_ reason: String) -> Result<String, Problem> {
            .failure(Problem(reason: "credential \(reason)"))
        }
        var path = name
        if !name.hasPrefix("/") {
            guard let directory else { return failure("\(name): $CREDENTIALS_DIRECTORY is not set") }
            guard !name.contains("/") else { return failure("\(name): a name has no slash") }
            path = directory + "/" + name
        }
        switch SmallFile.read(path) {
        case .failure(let problem): return failure("\(path): \(problem.reason)")
        case .success(let token):
            // Sent without a token, what is secret would go out to whoever answers.
            guard token.contains(where: { !$0.isWhitespace }) else { return failure("\(path): it is empty") }
            return .success(token)
        }
    }
}

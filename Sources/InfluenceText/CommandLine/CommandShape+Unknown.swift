extension CommandShape {
    /// `there is no command 'scroes'; did you mean 'scores'? known: status, scores`
    func noSuchCommand(_ name: String) -> String {
        "there is no command '\(singleLine(name))'" + NearestName.hint(for: name, among: commands.map(\.name))
    }
}

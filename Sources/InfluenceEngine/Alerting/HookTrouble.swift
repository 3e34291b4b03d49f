import InfluenceAlerts

/// What keeps a configured hook from being executed, as it was seen at the last look.
package struct HookTrouble: Hashable, Sendable {
    package let hook: String
    /// A half sentence: `there is no program /usr/local/bin/page`.
    package let problem: String

    /// In the order of the hooks. The daemon has what it will ever have: what a check elsewhere only doubts is certain here.
    static func all(of hooks: [Hook], credentialsDirectory: String?) -> [HookTrouble] {
        hooks.flatMap { hook in
            hook.problems(credentialsDirectory: credentialsDirectory).map {
                HookTrouble(hook: hook.name, problem: $0.message)
            }
        }
    }
}

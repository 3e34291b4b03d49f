/// Why a run took place.
package enum RunReason: String, CaseIterable, Sendable {
    case start, schedule, `import`, request, reload
}

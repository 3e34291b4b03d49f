import InfluenceFiles

extension Configuration {
    /// Each with where it stands.
    func backupFolders(in root: YAMLNode) -> [(folder: String, node: YAMLNode)] {
        zip(backupFolders, root["backup_folders"]?.value.elements ?? []).map { (folder: $0, node: $1) }
    }

    /// A folder that is not there would be noticed by the first backup that is needed.
    /// - Throws: for each of ``backupFolders`` that is none, with its place.
    func refuseMissingFolders() throws(DiagnosticList) {
        guard !backupFolders.isEmpty else { return }
        let collector = DiagnosticCollector()
        for (folder, node) in backupFolders(in: try YAMLFile.parse(SourceFile.read(file), name: file)) {
            // What depends on who asks is met by who makes a backup.
            if case .wrong(let message) = Place.ofFolder(folder) { collector.report(at: node.position, message) }
        }
        try collector.check()
    }
}

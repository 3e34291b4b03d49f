import Foundation
import InfluenceTestKit
import Testing

/// `make install` and `make uninstall` on a folder of their own.
@Suite struct InstallTests {
    private let root: TemporaryFolder

    init() throws {
        root = try TemporaryFolder()
    }

    @Test func `Everything lands where systemd, shells and people look for it, and leaves again`() async throws {
        try await make("install")
        for path in [
            "usr/bin/influenced", "usr/bin/influencectl", "usr/lib/systemd/system/influenced.service",
            "usr/lib/systemd/system/influenced.socket", "usr/lib/sysusers.d/influenced.conf",
            "usr/lib/tmpfiles.d/influenced.conf", "usr/share/bash-completion/completions/influencectl",
            "usr/share/zsh/site-functions/_influencectl", "usr/share/fish/vendor_completions.d/influencectl.fish",
            "usr/share/doc/influenced/webhooks.conf", "etc/influenced/influenced.yaml", "etc/influenced/data",
        ] {
            #expect(FileManager.default.fileExists(atPath: root[path]), "\(path)")
        }
        let unit = try root.read("usr/lib/systemd/system/influenced.service")
        #expect(unit.contains("ExecStart=/usr/bin/influenced --config"))
        #expect(!unit.contains("@PREFIX@"))
        #expect(try root.read("usr/share/bash-completion/completions/influencectl").contains("influencectl"))

        try await make("uninstall")
        let left = try await ChildProcess.run(["find", root.path, "!", "-type", "d"])
        #expect(left.output == "")
    }

    @Test func `An edited configuration survives an upgrade, and the new one lies beside it`() async throws {
        try root.write("version: 1\n", to: "old/influenced.yaml")
        try root.write("weights: 1\n", to: "old/models/m.yaml")
        try root.write("a,b\n", to: "old/data/d.csv")
        try root.write("version: 2\n", to: "new/influenced.yaml")
        try root.write("weights: 2\n", to: "new/models/m.yaml")
        try root.write("a,b\n1,2\n", to: "new/data/d.csv")

        try await installConfiguration(from: "old")
        #expect(try root.read("admin/influenced.yaml") == "version: 1\n")
        try root.write("version: mine\n", to: "admin/influenced.yaml")

        try await installConfiguration(from: "new")
        #expect(try root.read("admin/influenced.yaml") == "version: mine\n")
        #expect(try root.read("admin/influenced.yaml.new") == "version: 2\n")
        // Not edited, so replaced.
        #expect(try root.read("admin/models/m.yaml") == "weights: 2\n")
        #expect(try root.read("admin/data/d.csv") == "a,b\n1,2\n")

        // The same version again asks no second time.
        try FileManager.default.removeItem(atPath: root["admin/influenced.yaml.new"])
        try await installConfiguration(from: "new")
        #expect(!FileManager.default.fileExists(atPath: root["admin/influenced.yaml.new"]))
        #expect(try root.read("admin/influenced.yaml") == "version: mine\n")

        let removed = try await ChildProcess.run(script("uninstall", "new"))
        #expect(removed.succeeded, "\(removed)")
        #expect(try root.read("admin/influenced.yaml") == "version: mine\n")
        #expect(!FileManager.default.fileExists(atPath: root["admin/models"]))
    }

    private func make(_ target: String) async throws {
        let done = try await ChildProcess.run([
            "make", "--no-print-directory", "-C", Products.repository.path, target, "PREFIX=/usr",
            "DESTDIR=\(root.path)", "BUILT=\(Products.folder.path)",
        ])
        try #require(done.succeeded, "\(done)")
    }

    private func installConfiguration(from source: String) async throws {
        let done = try await ChildProcess.run(script("install", source))
        try #require(done.succeeded, "\(done)")
    }

    private func script(_ action: String, _ source: String) -> [String] {
        let script = Products.repository.appending(path: "Scripts/install-config.sh").path
        return [script, action, root[source], root["vendor"], root["admin"]]
    }
}

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

    /// Before: uninstalling left what an upgrade had put beside edited files.
    @Test func `Uninstalling takes away the new versions beside edited files, and no other's`() async throws {
        try root.write("version: 1\n", to: "old/influenced.yaml")
        try root.write("rules: 1\n", to: "old/alerts.yaml")
        try root.write("version: 2\n", to: "new/influenced.yaml")
        try root.write("rules: 2\n", to: "new/alerts.yaml")
        try await installConfiguration(from: "old")
        try root.write("version: mine\n", to: "admin/influenced.yaml")
        try root.write("rules: mine\n", to: "admin/alerts.yaml")
        try await installConfiguration(from: "new")
        try root.write("a merge of both\n", to: "admin/alerts.yaml.new")
        #expect(try await ChildProcess.run(script("uninstall", "new")).succeeded)
        let left = try FileManager.default.contentsOfDirectory(atPath: root["admin"]).sorted()
        #expect(left == ["alerts.yaml", "alerts.yaml.new", "influenced.yaml"])
    }

    /// Before: it came back at each installation. As dpkg does: what was removed stays removed.
    @Test func `What the administrator removed stays removed, until all of it is new`() async throws {
        for (version, text) in [("old", "1"), ("new", "2")] {
            try root.write("a\(text)\n", to: version + "/hooks/mail")
            try root.write("b\(text)\n", to: version + "/models/m.yaml")
            try root.write("c\(text)\n", to: version + "/influenced.yaml")
        }
        try root.write("new in this version\n", to: "new/models/more.yaml")
        try await installConfiguration(from: "old")
        try FileManager.default.removeItem(atPath: root["admin/hooks"])
        try FileManager.default.removeItem(atPath: root["admin/models/m.yaml"])
        for _ in 0..<2 {
            try await installConfiguration(from: "new")
            #expect(!FileManager.default.fileExists(atPath: root["admin/hooks"]))
            #expect(!FileManager.default.fileExists(atPath: root["admin/models/m.yaml"]))
            #expect(try root.read("admin/influenced.yaml") == "c2\n")
            #expect(try root.read("admin/models/more.yaml") == "new in this version\n")
        }
        try FileManager.default.removeItem(atPath: root["admin"])
        try await installConfiguration(from: "new")
        #expect(try root.read("admin/hooks/mail") == "a2\n" && root.read("admin/models/m.yaml") == "b2\n")
    }

    @Test func `Links, modes and what the new version has no more are as an administrator expects`() async throws {
        for (version, text) in [("old", "1"), ("new", "2")] {
            for file in ["linked", "private", "same"] { try root.write("\(text)\n", to: "\(version)/\(file).yaml") }
        }
        for file in ["gone", "gone-but-edited"] { try root.write("1\n", to: "old/\(file).yaml") }
        try root.write("same\n", to: "old/same.yaml")
        try root.write("same\n", to: "new/same.yaml")
        try await installConfiguration(from: "old")
        try FileManager.default.removeItem(atPath: root["admin/linked.yaml"])
        try FileManager.default.createSymbolicLink(
            atPath: root["admin/linked.yaml"],
            withDestinationPath: "/nonexistent/disk/linked.yaml"
        )
        chmod(root["admin/private.yaml"], 0o640)
        try root.write("mine\n", to: "admin/gone-but-edited.yaml")
        try await installConfiguration(from: "new")
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: root["admin/linked.yaml"])
        #expect(target == "/nonexistent/disk/linked.yaml")
        #expect(try root.read("admin/private.yaml") == "2\n")
        var status = stat()
        #expect(stat(root["admin/private.yaml"], &status) == 0 && status.st_mode & 0o777 == 0o640)
        #expect(!FileManager.default.fileExists(atPath: root["admin/gone.yaml"]))
        #expect(try root.read("admin/gone-but-edited.yaml") == "mine\n")
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

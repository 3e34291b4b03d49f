// Generated from Interfaces/org.influenced.Admin.varlink by 'make generate'. What is changed here is lost.

extension AdminInterface {
    /// Sends a file in pieces where it does not fit into one message: the first call without `upload` opens one and returns
    /// its name; later calls add to it. Ended by ImportObservations, or dropped with the connection that it began on; only on
    /// that one it can be added to and imported.
    package enum Upload: VarlinkMethod {
        package static let name = "org.influenced.Admin.Upload"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var upload: String?
            package var text: String

            package enum Field: String, VarlinkField {
                case upload
                case text
            }

            package init(upload: String? = nil, text: String) {
                self.upload = upload
                self.text = text
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.upload = try members.value("upload")
                self.text = try members.value("text")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("upload", self.upload)
                writer.member("text", self.text)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .upload: self.upload.json
                case .text: self.text.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var upload: String
            package var sizeBytes: Int64

            package enum Field: String, VarlinkField {
                case upload
                case sizeBytes = "size_bytes"
            }

            package init(upload: String, sizeBytes: Int64) {
                self.upload = upload
                self.sizeBytes = sizeBytes
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.upload = try members.value("upload")
                self.sizeBytes = try members.value("size_bytes")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("upload", self.upload)
                writer.member("size_bytes", self.sizeBytes)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .upload: self.upload.json
                case .sizeBytes: self.sizeBytes.json
                }
            }
        }
    }

    /// Imports observations in the CSV format (header and rows), from `text` or from an `upload`, and recomputes. All or
    /// nothing: one bad line rejects the file with every problem listed. With `partial` the good lines are imported and
    /// `rejects` holds the others as CSV, each with its reason. Importing the same again adds nothing; a changed value adds an
    /// edition, a source or note that changed alone is annotated and makes no run. The reply comes when the observations are on
    /// disk and the run has ended. With `dry_run` everything is checked and computed and nothing is kept; `effect` says what
    /// would change. The author is the user at the other end of the connection; `author` adds a name of at most 200 bytes,
    /// `comment` says what the import is for, in at most 2,000.
    package enum ImportObservations: VarlinkMethod {
        package static let name = "org.influenced.Admin.ImportObservations"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var name: String
            package var text: String?
            package var upload: String?
            package var partial: Bool?
            package var dryRun: Bool?
            package var author: String?
            package var comment: String?

            package enum Field: String, VarlinkField {
                case name
                case text
                case upload
                case partial
                case dryRun = "dry_run"
                case author
                case comment
            }

            package init(
                name: String,
                text: String? = nil,
                upload: String? = nil,
                partial: Bool? = nil,
                dryRun: Bool? = nil,
                author: String? = nil,
                comment: String? = nil
            ) {
                self.name = name
                self.text = text
                self.upload = upload
                self.partial = partial
                self.dryRun = dryRun
                self.author = author
                self.comment = comment
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.name = try members.value("name")
                self.text = try members.value("text")
                self.upload = try members.value("upload")
                self.partial = try members.value("partial")
                self.dryRun = try members.value("dry_run")
                self.author = try members.value("author")
                self.comment = try members.value("comment")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("name", self.name)
                writer.member("text", self.text)
                writer.member("upload", self.upload)
                writer.member("partial", self.partial)
                writer.member("dry_run", self.dryRun)
                writer.member("author", self.author)
                writer.member("comment", self.comment)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .name: self.name.json
                case .text: self.text.json
                case .upload: self.upload.json
                case .partial: self.partial.json
                case .dryRun: self.dryRun.json
                case .author: self.author.json
                case .comment: self.comment.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var added: Int64
            package var revised: Int64
            package var unchanged: Int64
            package var rejected: Int64
            package var recordedAt: String?
            package var problems: [AdminInterface.Problem]
            package var rejects: String?
            /// The recomputation that followed; null where nothing was new, or where it failed (`run_error`).
            package var run: AdminInterface.Run?
            package var runError: String?
            /// Its number, for UndoImport; null where nothing was new.
            package var vintage: Int64?
            /// Observations whose source or note alone is new.
            package var annotated: Int64
            package var dryRun: Bool
            /// All warnings, and their causes, at most 100.
            package var warningCount: Int64
            package var warnings: [AdminInterface.ImportWarning]
            /// Of a dry run; null where what would be cannot be scored (`run_error`).
            package var effect: AdminInterface.ImportEffect?
            /// The values that can no longer be computed, or not from what is new, because of it: all of them, and the first 20.
            package var undefinedCount: Int64?
            package var undefined: [AdminInterface.UndefinedValue]?

            package enum Field: String, VarlinkField {
                case added
                case revised
                case unchanged
                case rejected
                case recordedAt = "recorded_at"
                case problems
                case rejects
                case run
                case runError = "run_error"
                case vintage
                case annotated
                case dryRun = "dry_run"
                case warningCount = "warning_count"
                case warnings
                case effect
                case undefinedCount = "undefined_count"
                case undefined
            }

            package init(
                added: Int64,
                revised: Int64,
                unchanged: Int64,
                rejected: Int64,
                recordedAt: String? = nil,
                problems: [AdminInterface.Problem],
                rejects: String? = nil,
                run: AdminInterface.Run? = nil,
                runError: String? = nil,
                vintage: Int64? = nil,
                annotated: Int64,
                dryRun: Bool,
                warningCount: Int64,
                warnings: [AdminInterface.ImportWarning],
                effect: AdminInterface.ImportEffect? = nil,
                undefinedCount: Int64? = nil,
                undefined: [AdminInterface.UndefinedValue]? = nil
            ) {
                self.added = added
                self.revised = revised
                self.unchanged = unchanged
                self.rejected = rejected
                self.recordedAt = recordedAt
                self.problems = problems
                self.rejects = rejects
                self.run = run
                self.runError = runError
                self.vintage = vintage
                self.annotated = annotated
                self.dryRun = dryRun
                self.warningCount = warningCount
                self.warnings = warnings
                self.effect = effect
                self.undefinedCount = undefinedCount
                self.undefined = undefined
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.added = try members.value("added")
                self.revised = try members.value("revised")
                self.unchanged = try members.value("unchanged")
                self.rejected = try members.value("rejected")
                self.recordedAt = try members.value("recorded_at")
                self.problems = try members.value("problems")
                self.rejects = try members.value("rejects")
                self.run = try members.value("run")
                self.runError = try members.value("run_error")
                self.vintage = try members.value("vintage")
                self.annotated = try members.value("annotated")
                self.dryRun = try members.value("dry_run")
                self.warningCount = try members.value("warning_count")
                self.warnings = try members.value("warnings")
                self.effect = try members.value("effect")
                self.undefinedCount = try members.value("undefined_count")
                self.undefined = try members.value("undefined")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("added", self.added)
                writer.member("revised", self.revised)
                writer.member("unchanged", self.unchanged)
                writer.member("rejected", self.rejected)
                writer.member("recorded_at", self.recordedAt)
                writer.member("problems", self.problems)
                writer.member("rejects", self.rejects)
                writer.member("run", self.run)
                writer.member("run_error", self.runError)
                writer.member("vintage", self.vintage)
                writer.member("annotated", self.annotated)
                writer.member("dry_run", self.dryRun)
                writer.member("warning_count", self.warningCount)
                writer.member("warnings", self.warnings)
                writer.member("effect", self.effect)
                writer.member("undefined_count", self.undefinedCount)
                writer.member("undefined", self.undefined)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .added: self.added.json
                case .revised: self.revised.json
                case .unchanged: self.unchanged.json
                case .rejected: self.rejected.json
                case .recordedAt: self.recordedAt.json
                case .problems: self.problems.json
                case .rejects: self.rejects.json
                case .run: self.run.json
                case .runError: self.runError.json
                case .vintage: self.vintage.json
                case .annotated: self.annotated.json
                case .dryRun: self.dryRun.json
                case .warningCount: self.warningCount.json
                case .warnings: self.warnings.json
                case .effect: self.effect.json
                case .undefinedCount: self.undefinedCount.json
                case .undefined: self.undefined.json
                }
            }
        }
    }

    /// Withdraws what an import brought, as a new vintage, and recomputes: the values before come back, what was added is
    /// withdrawn. What was replaced since stays, and is listed. An undoing is undone like an import.
    package enum UndoImport: VarlinkMethod {
        package static let name = "org.influenced.Admin.UndoImport"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var vintage: Int64
            package var dryRun: Bool?
            package var author: String?
            package var comment: String?

            package enum Field: String, VarlinkField {
                case vintage
                case dryRun = "dry_run"
                case author
                case comment
            }

            package init(vintage: Int64, dryRun: Bool? = nil, author: String? = nil, comment: String? = nil) {
                self.vintage = vintage
                self.dryRun = dryRun
                self.author = author
                self.comment = comment
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.vintage = try members.value("vintage")
                self.dryRun = try members.value("dry_run")
                self.author = try members.value("author")
                self.comment = try members.value("comment")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("vintage", self.vintage)
                writer.member("dry_run", self.dryRun)
                writer.member("author", self.author)
                writer.member("comment", self.comment)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .vintage: self.vintage.json
                case .dryRun: self.dryRun.json
                case .author: self.author.json
                case .comment: self.comment.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            /// Null where there was nothing to withdraw.
            package var vintage: Int64?
            package var undoes: Int64
            /// Observations without a value now; with the value before; with a value again that an undoing had withdrawn.
            package var withdrawn: Int64
            package var restored: Int64
            package var reinstated: Int64
            package var annotated: Int64
            /// How many were replaced since, and the first 100.
            package var replaced: Int64
            package var replacements: [AdminInterface.ReplacedObservation]
            package var recordedAt: String?
            package var dryRun: Bool
            package var run: AdminInterface.Run?
            package var runError: String?
            package var effect: AdminInterface.ImportEffect?
            /// The values that can no longer be computed, or not from what is new, because of it: all of them, and the first 20.
            package var undefinedCount: Int64?
            package var undefined: [AdminInterface.UndefinedValue]?

            package enum Field: String, VarlinkField {
                case vintage
                case undoes
                case withdrawn
                case restored
                case reinstated
                case annotated
                case replaced
                case replacements
                case recordedAt = "recorded_at"
                case dryRun = "dry_run"
                case run
                case runError = "run_error"
                case effect
                case undefinedCount = "undefined_count"
                case undefined
            }

            package init(
                vintage: Int64? = nil,
                undoes: Int64,
                withdrawn: Int64,
                restored: Int64,
                reinstated: Int64,
                annotated: Int64,
                replaced: Int64,
                replacements: [AdminInterface.ReplacedObservation],
                recordedAt: String? = nil,
                dryRun: Bool,
                run: AdminInterface.Run? = nil,
                runError: String? = nil,
                effect: AdminInterface.ImportEffect? = nil,
                undefinedCount: Int64? = nil,
                undefined: [AdminInterface.UndefinedValue]? = nil
            ) {
                self.vintage = vintage
                self.undoes = undoes
                self.withdrawn = withdrawn
                self.restored = restored
                self.reinstated = reinstated
                self.annotated = annotated
                self.replaced = replaced
                self.replacements = replacements
                self.recordedAt = recordedAt
                self.dryRun = dryRun
                self.run = run
                self.runError = runError
                self.effect = effect
                self.undefinedCount = undefinedCount
                self.undefined = undefined
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.vintage = try members.value("vintage")
                self.undoes = try members.value("undoes")
                self.withdrawn = try members.value("withdrawn")
                self.restored = try members.value("restored")
                self.reinstated = try members.value("reinstated")
                self.annotated = try members.value("annotated")
                self.replaced = try members.value("replaced")
                self.replacements = try members.value("replacements")
                self.recordedAt = try members.value("recorded_at")
                self.dryRun = try members.value("dry_run")
                self.run = try members.value("run")
                self.runError = try members.value("run_error")
                self.effect = try members.value("effect")
                self.undefinedCount = try members.value("undefined_count")
                self.undefined = try members.value("undefined")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("vintage", self.vintage)
                writer.member("undoes", self.undoes)
                writer.member("withdrawn", self.withdrawn)
                writer.member("restored", self.restored)
                writer.member("reinstated", self.reinstated)
                writer.member("annotated", self.annotated)
                writer.member("replaced", self.replaced)
                writer.member("replacements", self.replacements)
                writer.member("recorded_at", self.recordedAt)
                writer.member("dry_run", self.dryRun)
                writer.member("run", self.run)
                writer.member("run_error", self.runError)
                writer.member("effect", self.effect)
                writer.member("undefined_count", self.undefinedCount)
                writer.member("undefined", self.undefined)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .vintage: self.vintage.json
                case .undoes: self.undoes.json
                case .withdrawn: self.withdrawn.json
                case .restored: self.restored.json
                case .reinstated: self.reinstated.json
                case .annotated: self.annotated.json
                case .replaced: self.replaced.json
                case .replacements: self.replacements.json
                case .recordedAt: self.recordedAt.json
                case .dryRun: self.dryRun.json
                case .run: self.run.json
                case .runError: self.runError.json
                case .effect: self.effect.json
                case .undefinedCount: self.undefinedCount.json
                case .undefined: self.undefined.json
                }
            }
        }
    }

    /// Recomputes now.
    package enum Recompute: VarlinkMethod {
        package static let name = "org.influenced.Admin.Recompute"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package typealias Field = NoField

            package init() {
            }

            package static var expectation: String { "()" }

            package init(json: JSONValue) throws(TypeMismatch) {
                _ = try MemberReader(json, expecting: Self.expectation)
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                .null
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var run: AdminInterface.Run
            package var heartbeat: Bool

            package enum Field: String, VarlinkField {
                case run
                case heartbeat
            }

            package init(run: AdminInterface.Run, heartbeat: Bool) {
                self.run = run
                self.heartbeat = heartbeat
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.run = try members.value("run")
                self.heartbeat = try members.value("heartbeat")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("run", self.run)
                writer.member("heartbeat", self.heartbeat)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .run: self.run.json
                case .heartbeat: self.heartbeat.json
                }
            }
        }
    }

    /// Reads configuration and models anew, and recomputes. All or nothing: with an error the old ones stay in force. A model
    /// that is read but cannot be computed leaves the last good scores in place; `run_error` says why.
    package enum Reload: VarlinkMethod {
        package static let name = "org.influenced.Admin.Reload"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package typealias Field = NoField

            package init() {
            }

            package static var expectation: String { "()" }

            package init(json: JSONValue) throws(TypeMismatch) {
                _ = try MemberReader(json, expecting: Self.expectation)
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                .null
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var model: String
            package var modelHash: String
            package var run: AdminInterface.Run?
            package var runError: String?
            /// What takes effect at the next start only, feeds that could not be imported, what the imported ones gave to look at, and
            /// what feeds contradict each other about, a sentence each.
            package var warnings: [String]

            package enum Field: String, VarlinkField {
                case model
                case modelHash = "model_hash"
                case run
                case runError = "run_error"
                case warnings
            }

            package init(
                model: String,
                modelHash: String,
                run: AdminInterface.Run? = nil,
                runError: String? = nil,
                warnings: [String]
            ) {
                self.model = model
                self.modelHash = modelHash
                self.run = run
                self.runError = runError
                self.warnings = warnings
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.model = try members.value("model")
                self.modelHash = try members.value("model_hash")
                self.run = try members.value("run")
                self.runError = try members.value("run_error")
                self.warnings = try members.value("warnings")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("model", self.model)
                writer.member("model_hash", self.modelHash)
                writer.member("run", self.run)
                writer.member("run_error", self.runError)
                writer.member("warnings", self.warnings)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .model: self.model.json
                case .modelHash: self.modelHash.json
                case .run: self.run.json
                case .runError: self.runError.json
                case .warnings: self.warnings.json
                }
            }
        }
    }

    /// Writes a consistent copy of the database to a new file, an absolute path as the daemon sees it.
    package enum Backup: VarlinkMethod {
        package static let name = "org.influenced.Admin.Backup"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var path: String

            package enum Field: String, VarlinkField {
                case path
            }

            package init(path: String) {
                self.path = path
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.path = try members.value("path")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("path", self.path)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .path: self.path.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var path: String
            package var sizeBytes: Int64

            package enum Field: String, VarlinkField {
                case path
                case sizeBytes = "size_bytes"
            }

            package init(path: String, sizeBytes: Int64) {
                self.path = path
                self.sizeBytes = sizeBytes
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.path = try members.value("path")
                self.sizeBytes = try members.value("size_bytes")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("path", self.path)
                writer.member("size_bytes", self.sizeBytes)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .path: self.path.json
                case .sizeBytes: self.sizeBytes.json
                }
            }
        }
    }

    /// For a clock that was ahead, after it was set right: copies the database, sets the runs that were recorded in the future
    /// aside (only `run` leads to them), records the imports of it again, as of now, and recomputes. A clock that was set ahead
    /// and is right is believed from then on. Where nothing is wrong nothing is done. `backup` is where to copy the database to,
    /// as in Backup; by default a new file in the database's folder. With `dry_run` nothing is done, and the reply says what
    /// would be.
    package enum RepairClock: VarlinkMethod {
        package static let name = "org.influenced.Admin.RepairClock"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var backup: String?
            package var dryRun: Bool?

            package enum Field: String, VarlinkField {
                case backup
                case dryRun = "dry_run"
            }

            package init(backup: String? = nil, dryRun: Bool? = nil) {
                self.backup = backup
                self.dryRun = dryRun
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.backup = try members.value("backup")
                self.dryRun = try members.value("dry_run")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("backup", self.backup)
                writer.member("dry_run", self.dryRun)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .backup: self.backup.json
                case .dryRun: self.dryRun.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            /// The copy made before; null where nothing was to be changed.
            package var backup: String?
            package var sizeBytes: Int64?
            /// How far the last run or import lay in the future; null where none did.
            package var aheadSeconds: Double?
            /// The runs that were set aside: how many, the first and the last.
            package var runsSetAside: Int64
            package var firstRun: Int64?
            package var lastRun: Int64?
            /// How many imports were recorded again.
            package var imports: Int64
            /// Whether a clock that had been set ahead is believed from now on.
            package var believed: Bool
            package var dryRun: Bool
            /// The epoch that begins with it.
            package var epoch: Int64?
            /// The recomputation that followed; null where it failed (`run_error`), and where nothing was repaired.
            package var run: AdminInterface.Run?
            package var runError: String?

            package enum Field: String, VarlinkField {
                case backup
                case sizeBytes = "size_bytes"
                case aheadSeconds = "ahead_seconds"
                case runsSetAside = "runs_set_aside"
                case firstRun = "first_run"
                case lastRun = "last_run"
                case imports
                case believed
                case dryRun = "dry_run"
                case epoch
                case run
                case runError = "run_error"
            }

            package init(
                backup: String? = nil,
                sizeBytes: Int64? = nil,
                aheadSeconds: Double? = nil,
                runsSetAside: Int64,
                firstRun: Int64? = nil,
                lastRun: Int64? = nil,
                imports: Int64,
                believed: Bool,
                dryRun: Bool,
                epoch: Int64? = nil,
                run: AdminInterface.Run? = nil,
                runError: String? = nil
            ) {
                self.backup = backup
                self.sizeBytes = sizeBytes
                self.aheadSeconds = aheadSeconds
                self.runsSetAside = runsSetAside
                self.firstRun = firstRun
                self.lastRun = lastRun
                self.imports = imports
                self.believed = believed
                self.dryRun = dryRun
                self.epoch = epoch
                self.run = run
                self.runError = runError
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.backup = try members.value("backup")
                self.sizeBytes = try members.value("size_bytes")
                self.aheadSeconds = try members.value("ahead_seconds")
                self.runsSetAside = try members.value("runs_set_aside")
                self.firstRun = try members.value("first_run")
                self.lastRun = try members.value("last_run")
                self.imports = try members.value("imports")
                self.believed = try members.value("believed")
                self.dryRun = try members.value("dry_run")
                self.epoch = try members.value("epoch")
                self.run = try members.value("run")
                self.runError = try members.value("run_error")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("backup", self.backup)
                writer.member("size_bytes", self.sizeBytes)
                writer.member("ahead_seconds", self.aheadSeconds)
                writer.member("runs_set_aside", self.runsSetAside)
                writer.member("first_run", self.firstRun)
                writer.member("last_run", self.lastRun)
                writer.member("imports", self.imports)
                writer.member("believed", self.believed)
                writer.member("dry_run", self.dryRun)
                writer.member("epoch", self.epoch)
                writer.member("run", self.run)
                writer.member("run_error", self.runError)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .backup: self.backup.json
                case .sizeBytes: self.sizeBytes.json
                case .aheadSeconds: self.aheadSeconds.json
                case .runsSetAside: self.runsSetAside.json
                case .firstRun: self.firstRun.json
                case .lastRun: self.lastRun.json
                case .imports: self.imports.json
                case .believed: self.believed.json
                case .dryRun: self.dryRun.json
                case .epoch: self.epoch.json
                case .run: self.run.json
                case .runError: self.runError.json
                }
            }
        }
    }

    /// Keeps the events of matching alerts from hooks until a time; state and events go on. Patterns with * and ?, several
    /// separated by commas: each has to match something that the rules and the model know (`UnknownRule` and its like), unless
    /// `future` says that it may be of what is to come. At least one part must be given; a pattern has at most `limits.pattern_bytes`, a
    /// part 64 patterns, the comment 2,000 bytes. The author is the user at the other end of the connection.
    ///
    /// `until` is a date: it stays where it is when the clock is set. With `seconds` the silence lasts for so long from now on,
    /// whatever the clock is set to, and `until` is left out of account. Neither is more than 100 years away.
    package enum Silence: VarlinkMethod {
        package static let name = "org.influenced.Admin.Silence"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var rule: String?
            package var country: String?
            package var power: String?
            package var node: String?
            package var severity: String?
            package var labels: [String: String]?
            package var until: String
            package var comment: String
            package var future: Bool?
            package var seconds: Int64?

            package enum Field: String, VarlinkField {
                case rule
                case country
                case power
                case node
                case severity
                case labels
                case until
                case comment
                case future
                case seconds
            }

            package init(
                rule: String? = nil,
                country: String? = nil,
                power: String? = nil,
                node: String? = nil,
                severity: String? = nil,
                labels: [String: String]? = nil,
                until: String,
                comment: String,
                future: Bool? = nil,
                seconds: Int64? = nil
            ) {
                self.rule = rule
                self.country = country
                self.power = power
                self.node = node
                self.severity = severity
                self.labels = labels
                self.until = until
                self.comment = comment
                self.future = future
                self.seconds = seconds
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.rule = try members.value("rule")
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.severity = try members.value("severity")
                self.labels = try members.value("labels")
                self.until = try members.value("until")
                self.comment = try members.value("comment")
                self.future = try members.value("future")
                self.seconds = try members.value("seconds")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("rule", self.rule)
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("severity", self.severity)
                writer.member("labels", self.labels)
                writer.member("until", self.until)
                writer.member("comment", self.comment)
                writer.member("future", self.future)
                writer.member("seconds", self.seconds)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .rule: self.rule.json
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .severity: self.severity.json
                case .labels: self.labels.json
                case .until: self.until.json
                case .comment: self.comment.json
                case .future: self.future.json
                case .seconds: self.seconds.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var silence: Int64
            package var alerts: Int64

            package enum Field: String, VarlinkField {
                case silence
                case alerts
            }

            package init(silence: Int64, alerts: Int64) {
                self.silence = silence
                self.alerts = alerts
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.silence = try members.value("silence")
                self.alerts = try members.value("alerts")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("silence", self.silence)
                writer.member("alerts", self.alerts)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .silence: self.silence.json
                case .alerts: self.alerts.json
                }
            }
        }
    }

    /// Lets silences last until a time: those of the given numbers, or those whose own parts the patterns match (`rule` of
    /// "trade-*" matches the silence of "trade-*" and that of "trade-data-old"). One that lasts for longer stays as it is.
    /// `seconds`: as in Silence.
    package enum ExtendSilences: VarlinkMethod {
        package static let name = "org.influenced.Admin.ExtendSilences"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var silences: [Int64]?
            package var rule: String?
            package var country: String?
            package var power: String?
            package var node: String?
            package var severity: String?
            package var author: String?
            package var until: String
            package var seconds: Int64?

            package enum Field: String, VarlinkField {
                case silences
                case rule
                case country
                case power
                case node
                case severity
                case author
                case until
                case seconds
            }

            package init(
                silences: [Int64]? = nil,
                rule: String? = nil,
                country: String? = nil,
                power: String? = nil,
                node: String? = nil,
                severity: String? = nil,
                author: String? = nil,
                until: String,
                seconds: Int64? = nil
            ) {
                self.silences = silences
                self.rule = rule
                self.country = country
                self.power = power
                self.node = node
                self.severity = severity
                self.author = author
                self.until = until
                self.seconds = seconds
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.silences = try members.value("silences")
                self.rule = try members.value("rule")
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.severity = try members.value("severity")
                self.author = try members.value("author")
                self.until = try members.value("until")
                self.seconds = try members.value("seconds")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("silences", self.silences)
                writer.member("rule", self.rule)
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("severity", self.severity)
                writer.member("author", self.author)
                writer.member("until", self.until)
                writer.member("seconds", self.seconds)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .silences: self.silences.json
                case .rule: self.rule.json
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .severity: self.severity.json
                case .author: self.author.json
                case .until: self.until.json
                case .seconds: self.seconds.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var silences: [AdminInterface.SilenceEnd]

            package enum Field: String, VarlinkField {
                case silences
            }

            package init(silences: [AdminInterface.SilenceEnd]) {
                self.silences = silences
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.silences = try members.value("silences")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("silences", self.silences)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .silences: self.silences.json
                }
            }
        }
    }

    /// Ends silences now, chosen as by ExtendSilences. Each hook gets the one event that makes its picture true, where it is not.
    /// `silence` of the reply is the first of them.
    package enum Unsilence: VarlinkMethod {
        package static let name = "org.influenced.Admin.Unsilence"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var silence: Int64?
            package var silences: [Int64]?
            package var rule: String?
            package var country: String?
            package var power: String?
            package var node: String?
            package var severity: String?
            package var author: String?

            package enum Field: String, VarlinkField {
                case silence
                case silences
                case rule
                case country
                case power
                case node
                case severity
                case author
            }

            package init(
                silence: Int64? = nil,
                silences: [Int64]? = nil,
                rule: String? = nil,
                country: String? = nil,
                power: String? = nil,
                node: String? = nil,
                severity: String? = nil,
                author: String? = nil
            ) {
                self.silence = silence
                self.silences = silences
                self.rule = rule
                self.country = country
                self.power = power
                self.node = node
                self.severity = severity
                self.author = author
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.silence = try members.value("silence")
                self.silences = try members.value("silences")
                self.rule = try members.value("rule")
                self.country = try members.value("country")
                self.power = try members.value("power")
                self.node = try members.value("node")
                self.severity = try members.value("severity")
                self.author = try members.value("author")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("silence", self.silence)
                writer.member("silences", self.silences)
                writer.member("rule", self.rule)
                writer.member("country", self.country)
                writer.member("power", self.power)
                writer.member("node", self.node)
                writer.member("severity", self.severity)
                writer.member("author", self.author)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .silence: self.silence.json
                case .silences: self.silences.json
                case .rule: self.rule.json
                case .country: self.country.json
                case .power: self.power.json
                case .node: self.node.json
                case .severity: self.severity.json
                case .author: self.author.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var silence: Int64
            package var endedAt: String
            package var silences: [Int64]

            package enum Field: String, VarlinkField {
                case silence
                case endedAt = "ended_at"
                case silences
            }

            package init(silence: Int64, endedAt: String, silences: [Int64]) {
                self.silence = silence
                self.endedAt = endedAt
                self.silences = silences
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.silence = try members.value("silence")
                self.endedAt = try members.value("ended_at")
                self.silences = try members.value("silences")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("silence", self.silence)
                writer.member("ended_at", self.endedAt)
                writer.member("silences", self.silences)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .silence: self.silence.json
                case .endedAt: self.endedAt.json
                case .silences: self.silences.json
                }
            }
        }
    }

    /// Stops the reminders of one open incident, until it ends or until a time. `alert` is its id (`incident` in ListAlerts), or
    /// as many of its first digits as tell it from others. Or the id of an event `held` (`held_event`): what is held under it is
    /// accepted, and counts from now on; `accepted` says of how many alerts. `seconds`, beside `until`: as in Silence.
    package enum Acknowledge: VarlinkMethod {
        package static let name = "org.influenced.Admin.Acknowledge"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var alert: String
            package var until: String?
            package var comment: String
            package var seconds: Int64?

            package enum Field: String, VarlinkField {
                case alert
                case until
                case comment
                case seconds
            }

            package init(alert: String, until: String? = nil, comment: String, seconds: Int64? = nil) {
                self.alert = alert
                self.until = until
                self.comment = comment
                self.seconds = seconds
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.alert = try members.value("alert")
                self.until = try members.value("until")
                self.comment = try members.value("comment")
                self.seconds = try members.value("seconds")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("alert", self.alert)
                writer.member("until", self.until)
                writer.member("comment", self.comment)
                writer.member("seconds", self.seconds)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .alert: self.alert.json
                case .until: self.until.json
                case .comment: self.comment.json
                case .seconds: self.seconds.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var alert: String
            package var rule: String
            package var subject: String
            package var accepted: Int64?

            package enum Field: String, VarlinkField {
                case alert
                case rule
                case subject
                case accepted
            }

            package init(alert: String, rule: String, subject: String, accepted: Int64? = nil) {
                self.alert = alert
                self.rule = rule
                self.subject = subject
                self.accepted = accepted
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.alert = try members.value("alert")
                self.rule = try members.value("rule")
                self.subject = try members.value("subject")
                self.accepted = try members.value("accepted")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("alert", self.alert)
                writer.member("rule", self.rule)
                writer.member("subject", self.subject)
                writer.member("accepted", self.accepted)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .alert: self.alert.json
                case .rule: self.rule.json
                case .subject: self.subject.json
                case .accepted: self.accepted.json
                }
            }
        }
    }

    /// Hands a hook an event that says that it is a test, now and once, and tells what came of it. Nothing is stored.
    package enum TestHook: VarlinkMethod {
        package static let name = "org.influenced.Admin.TestHook"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var hook: String

            package enum Field: String, VarlinkField {
                case hook
            }

            package init(hook: String) {
                self.hook = hook
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.hook = try members.value("hook")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("hook", self.hook)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .hook: self.hook.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var hook: String
            package var delivered: Bool
            /// Of an exec hook its exit status, of the others the answer's HTTP status; null where it did not come to that.
            package var status: Int64?
            package var error: String?
            /// What it wrote, as far as that is kept.
            package var output: String
            package var durationSeconds: Double

            package enum Field: String, VarlinkField {
                case hook
                case delivered
                case status
                case error
                case output
                case durationSeconds = "duration_seconds"
            }

            package init(
                hook: String,
                delivered: Bool,
                status: Int64? = nil,
                error: String? = nil,
                output: String,
                durationSeconds: Double
            ) {
                self.hook = hook
                self.delivered = delivered
                self.status = status
                self.error = error
                self.output = output
                self.durationSeconds = durationSeconds
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.hook = try members.value("hook")
                self.delivered = try members.value("delivered")
                self.status = try members.value("status")
                self.error = try members.value("error")
                self.output = try members.value("output")
                self.durationSeconds = try members.value("duration_seconds")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("hook", self.hook)
                writer.member("delivered", self.delivered)
                writer.member("status", self.status)
                writer.member("error", self.error)
                writer.member("output", self.output)
                writer.member("duration_seconds", self.durationSeconds)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .hook: self.hook.json
                case .delivered: self.delivered.json
                case .status: self.status.json
                case .error: self.error.json
                case .output: self.output.json
                case .durationSeconds: self.durationSeconds.json
                }
            }
        }
    }

    /// Lets deliveries that were given up wait again, those of one hook or all: they are tried anew from the first attempt.
    /// What a later event of the same incident has overtaken is dismissed when its turn comes.
    package enum RetryDeliveries: VarlinkMethod {
        package static let name = "org.influenced.Admin.RetryDeliveries"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var hook: String?

            package enum Field: String, VarlinkField {
                case hook
            }

            package init(hook: String? = nil) {
                self.hook = hook
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.hook = try members.value("hook")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("hook", self.hook)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .hook: self.hook.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var deliveries: Int64

            package enum Field: String, VarlinkField {
                case deliveries
            }

            package init(deliveries: Int64) {
                self.deliveries = deliveries
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.deliveries = try members.value("deliveries")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("deliveries", self.deliveries)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .deliveries: self.deliveries.json
                }
            }
        }
    }

    /// Takes note of deliveries that were given up, those to one hook or all: they are counted no more. The hook need not be
    /// configured any more.
    package enum DismissDeliveries: VarlinkMethod {
        package static let name = "org.influenced.Admin.DismissDeliveries"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var hook: String?

            package enum Field: String, VarlinkField {
                case hook
            }

            package init(hook: String? = nil) {
                self.hook = hook
            }

            package static var expectation: String { "Input" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.hook = try members.value("hook")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("hook", self.hook)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .hook: self.hook.json
                }
            }
        }

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var deliveries: Int64

            package enum Field: String, VarlinkField {
                case deliveries
            }

            package init(deliveries: Int64) {
                self.deliveries = deliveries
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.deliveries = try members.value("deliveries")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("deliveries", self.deliveries)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .deliveries: self.deliveries.json
                }
            }
        }
    }
}

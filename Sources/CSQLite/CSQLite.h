// The system's SQLite: Debian's libsqlite3-dev.
#include <sqlite3.h>

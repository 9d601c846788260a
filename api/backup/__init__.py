"""The whole database as one file, and back: every row of every table, whatever the tables mean.

Decision: a format of our own, read and written through the database's driver, because the server's tools may be absent,
and a copy of a SQLite file cannot be restored into PostgreSQL. Nothing in it depends on the models of the day: a backup
is restored into the schema that it was made of, which is then brought up to this program's.
"""

from api.backup.file import Backup, BackupError, read_backup
from api.backup.tables import is_empty, restore_backup, write_backup

__all__ = ["Backup", "BackupError", "is_empty", "read_backup", "restore_backup", "write_backup"]

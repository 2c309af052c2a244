"""The tables, the connection, the migrations, and the queries that need care."""

"""What channels decide without a database: kinds, threads, types of files, loops."""

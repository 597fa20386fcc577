-- Arrays of H3 cells hardly shrink and are read on every request: keep them as they are. Partitions made from now on
-- inherit this. Importing a million incidents spends 0.3 s instead of 1.0 s on count_chunk.
ALTER TABLE count_chunk ALTER COLUMN keys SET STORAGE EXTERNAL;
ALTER TABLE count_chunk ALTER COLUMN counts SET STORAGE EXTERNAL;

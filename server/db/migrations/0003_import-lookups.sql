-- Whether an import can be undone is asked of every manifest in the list.
CREATE INDEX population_import ON population (import_id);
CREATE INDEX map_feature_import ON map_feature (import_id);

-- What camera planning needs besides what stands: buildings that are planned, zones where privacy weighs more, and trees.
ALTER TABLE map_feature DROP CONSTRAINT map_feature_layer_check;
ALTER TABLE map_feature ADD CONSTRAINT map_feature_layer_check CHECK (layer IN ('road', 'water', 'park', 'rail', 'place',
  'building', 'column', 'camera', 'school', 'station', 'bus-stop', 'forecourt', 'licensed-premises',
  'planned-building', 'privacy-zone', 'tree'));

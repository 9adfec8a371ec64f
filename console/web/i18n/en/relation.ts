export const relation = {
  family: 'Family',
  neighbour: 'Neighbour',
  grid_worker: 'Grid worker',
  key_holder: 'Has the key',
  volunteer: 'Volunteer',
};

type Plugin = { contentTypes: { user: { schema: { attributes: Record<string, unknown> } } } };

/** Gives accounts the proposals that they wrote, and what a city knows of its residents. */
export default (plugin: Plugin): Plugin => {
  Object.assign(plugin.contentTypes.user.schema.attributes, {
    proposals: {
      type: 'relation',
      relation: 'oneToMany',
      target: 'api::proposal.proposal',
      mappedBy: 'author',
    },
    district: { type: 'enumeration', enum: ['Old Port', 'Riverside', 'Hillside'] },
    birthDate: { type: 'date' },
    householdSize: { type: 'integer', min: 1, max: 20 },
    drawnByLot: { type: 'boolean' },
  });
  return plugin;
};

type Plugin = { contentTypes: { user: { schema: { attributes: Record<string, unknown> } } } };

/** Gives accounts the proposals that they wrote. */
export default (plugin: Plugin): Plugin => {
  plugin.contentTypes.user.schema.attributes.proposals = {
    type: 'relation',
    relation: 'oneToMany',
    target: 'api::proposal.proposal',
    mappedBy: 'author',
  };
  return plugin;
};

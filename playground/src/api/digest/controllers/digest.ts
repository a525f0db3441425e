import type { Core } from '@strapi/strapi';

/**
 * A project's own code, which asks Strapi in every way there is and minds no space: what it gets is
 * what the person asking may know.
 */
export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find() {
    const proposals = strapi.documents('api::proposal.proposal');
    const topics = await strapi.db.query('api::topic.topic').findMany({ orderBy: 'id' });
    return {
      latest: await proposals.findMany({ populate: ['comments'], sort: 'votes:desc', limit: 100 }),
      total: await proposals.count({}),
      comments: await strapi.db.query('api::comment.comment').count(),
      page: await strapi.db
        .query('api::proposal.proposal')
        .findPage({ page: 1, pageSize: 5, orderBy: 'id', populate: ['merged'] }),
      byTopic: await Promise.all(
        topics.map((topic: { id: number }) =>
          strapi.db.query('api::topic.topic').load(topic, 'proposals', { orderBy: 'id' }),
        ),
      ),
      files: await strapi.db
        .query('plugin::upload.file')
        .findMany({ populate: ['related'], orderBy: 'id' }),
      most: await strapi.db.queryBuilder('api::proposal.proposal').max('votes').first().execute(),
    };
  },
});

import type { World } from './world';

/** Every way to read by REST that leads to content of spaces, by what it is about. */
export const REST = ({ places, topics }: World): Record<string, string> => {
  const hidden = places.other;
  const known = places.public;
  const [proposal, page, comment] = [known.proposals[0]!, known.pages[0]!, known.comments[0]!];
  return {
    'list of entries': '/api/proposals',
    'list of entries with an inherited space': '/api/comments',
    'list of entries with drafts and languages': '/api/pages',
    'list of spaces': '/api/participation/spaces',
    'total of a page': '/api/proposals?pagination[page]=2&pagination[pageSize]=3',
    'total by offset':
      '/api/proposals?pagination[start]=1&pagination[limit]=2&pagination[withCount]=true',
    'page without total': '/api/proposals?pagination[pageSize]=2&pagination[withCount]=false',
    'a hidden entry': `/api/proposals/${hidden.proposals[0]!.documentId}`,
    'a hidden entry with an inherited space': `/api/comments/${hidden.comments[0]!.documentId}`,
    'a hidden page': `/api/pages/${hidden.pages[0]!.documentId}`,
    'a hidden page in another language': `/api/pages/${hidden.pages[0]!.documentId}?locale=fr`,
    'a hidden draft': `/api/pages/${hidden.pages[0]!.documentId}?status=draft`,
    'an entry of a private space': `/api/proposals/${places.mine.proposals[0]!.documentId}?populate=*`,
    'a known entry': `/api/proposals/${proposal.documentId}?populate=*`,
    drafts: '/api/pages?status=draft',
    'another language': '/api/pages?locale=fr&populate=*',
    'every language': '/api/pages?locale=*&populate=localizations&sort=id',
    'populate all': '/api/proposals?populate=*',
    'populate by list': '/api/proposals?populate=comments,merged,space',
    'populate by array':
      '/api/proposals?populate[0]=comments&populate[1]=merged.comments&populate[2]=topics.proposals',
    'populate by tree':
      '/api/proposals?populate[merged][populate][merged][populate]=*&populate[comments][populate][proposal][populate]=*',
    'populate with fields': '/api/proposals?fields[0]=title&populate[merged][fields][0]=title',
    'populate with filters': '/api/proposals?populate[comments][filters][body][$contains]=word',
    'populate with sort': '/api/topics?populate[proposals][sort]=title:desc',
    'populate counts':
      '/api/topics?populate[proposals][count]=true&populate[highlight][count]=true',
    'populate counts of comments': '/api/proposals?populate[comments][count]=true',
    'populate counts of polymorphic links': '/api/topics?populate[links][count]=true',
    'populate from unscoped entries': '/api/topics?populate=*',
    'populate one unscoped entry': `/api/topics/${topics[0]!.documentId}?populate[proposals][populate]=*&populate[highlight][populate]=*`,
    'populate a component': '/api/pages?populate[quote][populate]=*',
    'populate a component of an unscoped entry': '/api/topics?populate[teaser][populate]=*',
    'populate repeatable components':
      '/api/pages?populate[sections][populate][quotes][populate]=*&populate[sections][populate][proposals]=true',
    'populate a dynamic zone':
      '/api/pages?populate[blocks][on][shared.quote][populate]=*&populate[blocks][on][shared.section][populate][quotes][populate]=*',
    'populate a dynamic zone, all': '/api/pages?populate[blocks][populate]=*',
    'populate polymorphic links': '/api/topics?populate[links][populate]=*',
    'populate polymorphic links by type':
      '/api/topics?populate[links][on][api::proposal.proposal][populate]=*&populate[links][on][api::comment.comment][fields][0]=body',
    'populate parents and children':
      '/api/pages?populate[parent][populate]=children&populate[children][populate]=parent',
    'populate localizations': `/api/pages/${page.documentId}?populate[localizations][populate]=*`,
    'populate creators': '/api/proposals?populate=createdBy,updatedBy',
    'populate authors': '/api/comments?populate[author][populate]=proposals',
    'populate the parent': `/api/comments/${comment.documentId}?populate[proposal][populate]=*`,
    files: '/api/upload/files',
    'files and what they belong to': '/api/upload/files?populate=related',
    'files and all': '/api/upload/files?populate=*',
    people: '/api/users?populate=proposals',
    'people and all': '/api/users?populate=*',
    myself: '/api/users/me?populate[proposals][populate]=*',
    'filter by space': '/api/proposals?filters[space][slug][$eq]=otherword',
    'filter by visibility': '/api/proposals?filters[space][visibility][$eq]=private&populate=space',
    'filter by own process': '/api/pages?filters[process][title][$contains]=word',
    'filter by a relation': '/api/proposals?filters[merged][title][$contains]=otherword',
    'filter by a relation of a relation':
      '/api/proposals?filters[comments][proposal][body][$contains]=word',
    'filter unscoped entries': '/api/topics?filters[proposals][title][$contains]=otherword',
    'filter unscoped entries by highlight': '/api/topics?filters[highlight][id][$notNull]=true',
    'filter by absence': '/api/topics?filters[highlight][id][$null]=true',
    'filter by absence of a link': '/api/proposals?filters[merged][id][$null]=true',
    'filter by negation': '/api/topics?filters[$not][highlight][title][$contains]=otherword',
    'filter by alternatives':
      '/api/proposals?filters[$or][0][merged][title][$contains]=otherword&filters[$or][1][title][$contains]=Trees',
    'filter by conjunction':
      '/api/proposals?filters[$and][0][merged][id][$notNull]=true&filters[$and][1][comments][body][$contains]=agree',
    'filter by id': `/api/proposals?filters[id][$eq]=${hidden.proposals[0]!.id}`,
    'filter by ids': `/api/proposals?filters[id][$in][0]=${hidden.proposals[0]!.id}&filters[id][$in][1]=${proposal.id}`,
    'filter by document': `/api/proposals?filters[documentId][$eq]=${hidden.proposals[0]!.documentId}`,
    'filter by a component': '/api/pages?filters[quote][text][$contains]=otherword',
    'filter by a relation of a component':
      '/api/pages?filters[quote][proposal][title][$contains]=otherword',
    'filter by a relation of repeatable components':
      '/api/pages?filters[sections][proposals][title][$contains]=otherword',
    'filter people': '/api/users?filters[proposals][title][$contains]=otherword',
    search: '/api/proposals?_q=otherword',
    'search pages': '/api/pages?_q=word',
    'search spaces': '/api/participation/spaces?_q=word',
    'sort by a relation': '/api/proposals?sort=merged.title:asc',
    'sort by a relation, backwards': '/api/proposals?sort[0]=merged.votes:desc&sort[1]=title',
    'sort by many': '/api/topics?sort=proposals.votes:desc',
    'sort by highlight': '/api/topics?sort=highlight.votes:desc',
    'sort by space': '/api/proposals?sort=space.title:desc',
    'sort by children': '/api/pages?sort=children.title:desc',
    'the one entry of its type': '/api/home',
    'code of the project': '/api/digest',
    'a hidden space by slug': '/api/participation/spaces/otherword',
  };
};

const nested =
  'documentId title merged { title merged { title } comments { body } } space { title slug }';

/** The same by GraphQL. */
export const GRAPHQL = ({ places }: World): Record<string, string> => {
  const hidden = places.other;
  return {
    'GraphQL: entries': `{ proposals { ${nested} } }`,
    'GraphQL: hidden entry': `{ proposal(documentId: "${hidden.proposals[0]!.documentId}") { ${nested} } }`,
    'GraphQL: comments':
      '{ comments { body proposal { title space { title } } author { username } } }',
    'GraphQL: connection':
      '{ proposals_connection { nodes { title comments_connection { nodes { body } } } pageInfo { total pageCount } } }',
    'GraphQL: nested connection': '{ topics { name proposals_connection { nodes { title } } } }',
    'GraphQL: aggregation of a relation':
      '{ topics { name proposals { title } highlight { title } } }',
    'GraphQL: pages':
      '{ pages(status: DRAFT) { title process { title } quote { text proposal { title } } sections { heading quotes { text proposal { title } } proposals { title } } } }',
    'GraphQL: dynamic zone':
      '{ pages { blocks { ... on ComponentSharedQuote { text proposal { title } } ... on ComponentSharedSection { heading quotes { text proposal { title } } } } } }',
    'GraphQL: languages':
      '{ pages(locale: "fr") { title localizations { title } localizations_connection { nodes { title } } } }',
    'GraphQL: parents': '{ pages { title parent { title } children { title } } }',
    'GraphQL: filter':
      '{ topics(filters: { proposals: { title: { contains: "otherword" } } }) { name } }',
    'GraphQL: negation':
      '{ proposals(filters: { not: { merged: { title: { contains: "otherword" } } } }) { title } }',
    'GraphQL: filter of a relation':
      '{ topics { proposals(filters: { comments: { body: { contains: "otherword" } } }) { title } } }',
    'GraphQL: sort': '{ proposals(sort: ["merged.title:asc"]) { title } }',
    'GraphQL: spaces': '{ participationSpaces { title slug summary } }',
    'GraphQL: hidden space': `{ participationSpace(documentId: "${hidden.space!.documentId}") { title } }`,
    'GraphQL: spaces, total':
      '{ participationSpaces_connection { pageInfo { total } nodes { title } } }',
    'GraphQL: people': '{ usersPermissionsUsers { username proposals { title } } }',
  };
};

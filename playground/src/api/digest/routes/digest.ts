export default {
  routes: [{ method: 'GET', path: '/digest', handler: 'api::digest.digest.find' }],
};

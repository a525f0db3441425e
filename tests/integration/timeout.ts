// A boot of Strapi on an empty PostgreSQL or MariaDB takes its time on a busy machine.
jest.setTimeout(60_000);

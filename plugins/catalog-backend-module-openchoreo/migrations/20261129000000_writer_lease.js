// @ts-check

/**
 * The lease of the entity provider: which instance of the backend writes entities.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('openchoreo_writer_lease', table => {
    table.comment('Which instance writes the entities of OpenChoreo');
    table.string('name').primary().notNullable();
    table
      .string('holder')
      .notNullable()
      .comment('Id of the instance that holds the lease, or empty');
    table
      .integer('renewals')
      .notNullable()
      .comment('Increases while the holder is alive');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('openchoreo_writer_lease');
};

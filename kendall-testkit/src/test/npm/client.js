'use strict';

// A client that nobody here wrote, against the server that URL names: lists, writes and errors as its users see them.
// Arguments: URL, token, base. The base has 250 rows in "Chat Messages", none in "People", and answers twice 429 in "Busy".

const assert = require('node:assert/strict');
const Airtable = require('airtable');

const [url, token, baseId] = process.argv.slice(2);
const base = new Airtable({endpointUrl: url, apiKey: token}).base(baseId);
const messages = base('Chat Messages');
const people = base('People');

// The package waits a random part of five seconds and more after a 429; a small part is enough here.
Math.random = () => 0.01;

const checks = {
  'lists page by page': async () => {
    const sizes = [];
    const ids = new Set();
    await messages.select({pageSize: 100}).eachPage((page, next) => {
      sizes.push(page.length);
      page.forEach(record => ids.add(record.id));
      next();
    });
    assert.deepEqual(sizes, [100, 100, 50]);
    assert.equal(ids.size, 250);
  },

  'lists by formula, in order, some fields': async () => {
    const found = await messages
      .select({
        filterByFormula: "AND({number} >= 10, FIND('even', {text}))",
        sort: [{field: 'number', direction: 'desc'}],
        fields: ['number', 'text'],
      })
      .all();
    assert.equal(found.length, 120);
    assert.equal(found[0].get('number'), 248);
    assert.equal(found[0].get('text'), 'message 248 is even');
    assert.deepEqual(Object.keys(found[0].fields).sort(), ['number', 'text']);
  },

  'lists no more than maxRecords': async () => {
    assert.equal((await messages.select({maxRecords: 130}).all()).length, 130);
    assert.equal((await messages.select({maxRecords: 3}).firstPage()).length, 3);
  },

  'lists by POST when told so': async () => {
    const found = await messages
      .select({method: 'post', filterByFormula: '{number} < 150', sort: [{field: 'number'}], timeZone: 'utc', userLocale: 'en'})
      .all();
    assert.deepEqual(found.map(record => record.get('number')), [...Array(150).keys()]);
  },

  'lists by POST when the URL is too long': async () => {
    const formula = `OR({number} = 7, {text} = "${'x'.repeat(16000)}")`;
    assert.deepEqual((await messages.select({filterByFormula: formula}).all()).map(record => record.get('number')), [7]);
  },

  'creates, finds, updates, replaces and destroys one': async () => {
    const ann = await people.create({name: 'Ann', age: 30, adult: true, tags: ['kind']});
    assert.match(ann.id, /^rec\w{14}$/);
    assert.deepEqual((await people.find(ann.id)).fields, {name: 'Ann', age: 30, adult: true, tags: ['kind']});
    const older = await people.update(ann.id, {age: 31, adult: false});
    assert.deepEqual(older.fields, {name: 'Ann', age: 31, tags: ['kind']});
    const other = await people.replace(ann.id, {name: 'Amy'});
    assert.deepEqual(other.fields, {name: 'Amy'});
    assert.equal((await people.destroy(ann.id)).id, ann.id);
    await assert.rejects(people.find(ann.id), {error: 'NOT_FOUND', statusCode: 404});
  },

  'creates, updates, replaces and destroys several': async () => {
    const made = await people.create([{fields: {name: 'Ann'}}, {fields: {name: 'Bob', age: 0}}]);
    assert.deepEqual(made.map(record => record.get('age')), [undefined, 0]);
    const [ann, bob] = made.map(record => record.id);
    const changed = await people.update([{id: ann, fields: {age: 5}}, {id: bob, fields: {age: null}}]);
    assert.deepEqual(changed.map(record => record.fields), [{name: 'Ann', age: 5}, {name: 'Bob'}]);
    const replaced = await people.replace([{id: ann, fields: {age: 6}}]);
    assert.deepEqual(replaced[0].fields, {age: 6});
    assert.deepEqual((await people.destroy([ann, bob])).map(record => record.id), [ann, bob]);
    assert.equal((await people.select().all()).length, 0);
  },

  'converts with typecast': async () => {
    await assert.rejects(people.create({tags: ['new']}), {error: 'INVALID_MULTIPLE_CHOICE_OPTIONS', statusCode: 422});
    const made = await people.create([{fields: {tags: ['new'], age: '7'}}], {typecast: true});
    assert.deepEqual(made[0].fields, {tags: ['new'], age: 7});
    await people.destroy(made[0].id);
  },

  'upserts': async () => {
    const how = {performUpsert: {fieldsToMergeOn: ['key']}};
    const [first] = await people.update([{fields: {key: 'k-1', name: 'Ann'}}], how);
    const [again] = await people.update([{fields: {key: 'k-1', age: 4}}], how);
    assert.equal(again.id, first.id);
    assert.deepEqual(again.fields, {key: 'k-1', name: 'Ann', age: 4});
    const {body} = await base.makeRequest({
      method: 'PATCH',
      path: '/People',
      body: {...how, records: [{fields: {key: 'k-1'}}, {fields: {key: 'k-2'}}]},
    });
    assert.deepEqual(body.updatedRecords, [first.id]);
    assert.deepEqual(body.createdRecords, [body.records[1].id]);
    await people.create({key: 'k-2'});
    await assert.rejects(people.update([{fields: {key: 'k-2'}}], how), {statusCode: 422});
    await people.destroy((await people.select().all()).map(record => record.id));
  },

  'links from both sides': async () => {
    const ann = await people.create({name: 'Ann'});
    const message = await messages.create({text: 'linked', owner: [ann.id]});
    assert.deepEqual((await people.find(ann.id)).get('messages'), [message.id]);
    const found = await messages.select({filterByFormula: "{owner} = 'Ann'"}).all();
    assert.deepEqual(found.map(record => record.id), [message.id]);
    await messages.destroy(message.id);
    assert.equal((await people.find(ann.id)).get('messages'), undefined);
    await people.destroy(ann.id);
  },

  'is told its errors': async () => {
    const stranger = new Airtable({endpointUrl: url, apiKey: 'patWrong'}).base(baseId);
    await assert.rejects(stranger('People').select().all(), {error: 'AUTHENTICATION_REQUIRED', statusCode: 401});
    await assert.rejects(base('None').select().all(), {error: 'NOT_FOUND', statusCode: 404, message: /Could not find table None/});
    await assert.rejects(people.create({none: 1}), {error: 'UNKNOWN_FIELD_NAME', statusCode: 422});
    await assert.rejects(people.create({age: 'old'}), {error: 'INVALID_VALUE_FOR_COLUMN', statusCode: 422});
    await assert.rejects(people.create(Array(11).fill({fields: {}})), {error: 'INVALID_RECORDS', statusCode: 422});
    await assert.rejects(messages.select({filterByFormula: '{number} ='}).all(), {error: 'INVALID_FILTER_BY_FORMULA', statusCode: 422});
    const elsewhere = new Airtable({endpointUrl: url, apiKey: token}).base('appNone');
    await assert.rejects(elsewhere('People').select().all(), {error: 'NOT_AUTHORIZED', statusCode: 403});
  },

  'tries again after 429': async () => {
    assert.equal((await base('Busy').select().all()).length, 1);
    const impatient = new Airtable({endpointUrl: url, apiKey: token, noRetryIfRateLimited: true}).base(baseId + 'Limited');
    const patient = new Airtable({endpointUrl: url, apiKey: token}).base(baseId + 'Limited');
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(() => impatient('People').select().all()));
    const refused = outcomes.filter(outcome => outcome.status === 'rejected').map(outcome => outcome.reason.statusCode);
    assert.deepEqual(refused, [429, 429]);
    await Promise.all([1, 2, 3, 4, 5].map(() => patient('People').select().all()));
  },
};

(async () => {
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`passed: ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAILED: ${name}\n${error.stack || JSON.stringify(error)}`);
    }
  }
  process.exitCode = failed === 0 ? 0 : 1;
})();

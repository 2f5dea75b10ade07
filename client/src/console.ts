// What the page of the support console takes besides the public calls: the same connection, for routes that are for people alone and so
// stand in no published client.
export { call, type CallOptions, type Connection, type KeyOptions, type Route } from './transport/call.js';
export { connectionOf } from './transport/connection.js';

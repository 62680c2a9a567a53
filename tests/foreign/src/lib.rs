//! Nothing here: the tests in `tests/` hold the log's formats and proofs against implementations and test data that were
//! made by others. They live in a crate of their own, so that nothing that is shipped depends on any of these.

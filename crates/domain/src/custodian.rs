//! The key with which the server that keeps the logs speaks for itself (spec rule A11): one for all its logs, derived
//! from the deployment's secret, so that nothing secret is ever stored beside a log.

use jiannuo_tlog::log_key::Seed;

use crate::key::software::KeyPair;

/// The custodian's key of a deployment.
///
/// `None` when 256 derived numbers in a row lie beyond the curve's order, which has odds of 2^−8192.
pub fn custodian_key(seed: &Seed) -> Option<KeyPair> {
    (0..=u8::MAX).find_map(|attempt| KeyPair::from_secret(&seed.custodian_secret(attempt)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a11_each_deployment_has_its_own_custodian() {
        let public = |byte| custodian_key(&Seed::from_bytes([byte; 32])).map(|pair| pair.public_key());
        assert!(public(1).is_some());
        assert_eq!(public(1), public(1));
        assert_ne!(public(1), public(2));
    }
}

//! Founding codes: made by a tool of its own (`xtask/founding`), because xtask depends on none of the product's crates.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::compile;
use crate::process::capture;
use crate::workspace::Workspace;

const TOOL: &str = "jiannuo-founding";

/// What founds the first organisation of a store.
#[derive(Debug)]
pub struct Founding {
    /// The secret, as people read and type it.
    pub code: String,
    /// The public key that stands for it.
    pub public_key: String,
}

impl Founding {
    /// Makes a new code.
    pub fn make(workspace: &Workspace) -> Result<Self> {
        compile::tool(workspace, TOOL)?;
        let printed = capture(&mut Command::new(workspace.tool(TOOL)))?;
        let founding: Value = serde_json::from_str(&printed)?;
        let text = |name: &str| {
            founding[name].as_str().map(str::to_owned).with_context(|| format!("{TOOL} printed no {name}"))
        };
        Ok(Self { code: text("code")?, public_key: text("public_key")? })
    }

    /// As one JSON object.
    pub fn json(&self) -> String {
        serde_json::json!({ "code": self.code, "public_key": self.public_key }).to_string()
    }
}

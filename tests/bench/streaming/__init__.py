"""What measuring live updates needs: a gateway, and many who listen."""
